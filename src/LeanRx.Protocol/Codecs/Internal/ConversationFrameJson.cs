using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.2
/// <summary>Fields of <c>conv</c>.</summary>
static class ConversationFrameJson
{
    public static ConversationFrame Read(ref JsonFrameReader reader)
    {
        string? operation = null;
        string? conversationId = null;
        IReadOnlyList<string>? members = null;
        bool? isTransient = null;
        bool? isUnique = null;
        string? uniqueId = null;
        bool? isExisting = null;
        bool? isTemporary = null;
        int? temporaryTtl = null;
        IReadOnlyList<string>? temporaryConversationIds = null;
        string? createdAt = null;
        string? updatedAt = null;
        bool? isMuted = null;
        string? initiatedBy = null;
        JsonElement? where = null;
        string? sort = null;
        int? limit = null;
        int? maxBytes = null;
        bool? hasMore = null;
        int? skip = null;
        int? flag = null;
        int? count = null;
        JsonElement? results = null;
        JsonElement? attributes = null;
        JsonElement? modifiedAttributes = null;
        string? targetClientId = null;
        bool? queryAllMembers = null;
        long? maxReadTimestamp = null;
        long? maxAckTimestamp = null;
        IReadOnlyList<ReadPosition>? readPositions = null;
        IReadOnlyList<string>? conversationIds = null;
        MemberInfo? memberInfo = null;
        IReadOnlyList<string>? allowedClientIds = null;
        IReadOnlyList<OperationError>? failedClientIds = null;
        string? next = null;
        int? code = null;
        string? reason = null;
        string? detail = null;
        long? serverTimestamp = null;
        int? notificationType = null;
        var signature = new SignatureParts();
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("op"u8)) operation = reader.Word();
            else if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("m"u8)) members = reader.Strings();
            else if (reader.Is("transient"u8)) isTransient = reader.Boolean();
            else if (reader.Is("unique"u8)) isUnique = reader.Boolean();
            else if (reader.Is("uniqueId"u8)) uniqueId = reader.Text();
            else if (reader.Is("existing"u8)) isExisting = reader.Boolean();
            else if (reader.Is("tempConv"u8)) isTemporary = reader.Boolean();
            else if (reader.Is("tempConvTTL"u8)) temporaryTtl = reader.Int32();
            else if (reader.Is("tempConvIds"u8)) temporaryConversationIds = reader.Strings();
            else if (reader.Is("cdate"u8)) createdAt = reader.Text();
            else if (reader.Is("udate"u8)) updatedAt = reader.Text();
            else if (reader.Is("muted"u8)) isMuted = reader.Boolean();
            else if (reader.Is("initBy"u8)) initiatedBy = reader.Id();
            else if (reader.Is("where"u8)) where = reader.Element();
            else if (reader.Is("sort"u8)) sort = reader.Word();
            else if (reader.Is("limit"u8)) limit = reader.Int32();
            else if (reader.Is("maxBytes"u8)) maxBytes = reader.Int32();
            else if (reader.Is("hasMore"u8)) hasMore = reader.Boolean();
            else if (reader.Is("skip"u8)) skip = reader.Int32();
            else if (reader.Is("flag"u8)) flag = reader.Int32();
            else if (reader.Is("count"u8)) count = reader.Int32();
            else if (reader.Is("results"u8)) results = reader.Element();
            else if (reader.Is("attr"u8)) attributes = reader.Element();
            else if (reader.Is("attrModified"u8)) modifiedAttributes = reader.Element();
            else if (reader.Is("targetClientId"u8)) targetClientId = reader.Id();
            else if (reader.Is("queryAllMembers"u8)) queryAllMembers = reader.Boolean();
            else if (reader.Is("maxReadTimestamp"u8)) maxReadTimestamp = reader.Int64();
            else if (reader.Is("maxAckTimestamp"u8)) maxAckTimestamp = reader.Int64();
            else if (reader.Is("maxReadTuples"u8)) readPositions = reader.Objects("maxReadTuples", ReadPositionJson.Read);
            else if (reader.Is("cids"u8)) conversationIds = reader.Strings();
            else if (reader.Is("info"u8)) memberInfo = reader.Object("info", MemberInfoJson.Read);
            else if (reader.Is("allowedPids"u8)) allowedClientIds = reader.Strings();
            else if (reader.Is("failedPids"u8)) failedClientIds = reader.Objects("failedPids", OperationErrorJson.Read);
            else if (reader.Is("next"u8)) next = reader.Text();
            else if (reader.Is("code"u8)) code = reader.Int32();
            else if (reader.Is("reason"u8)) reason = reader.Text();
            else if (reader.Is("detail"u8)) detail = reader.Text();
            else if (reader.Is("serverTs"u8)) serverTimestamp = reader.Int64();
            else if (reader.Is("notificationType"u8)) notificationType = reader.Int32();
            else if (!signature.TryRead(ref reader)) extensions.Add(ref reader);
        }

        return new ConversationFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Operation = operation,
            ConversationId = conversationId,
            Members = members,
            IsTransient = isTransient,
            IsUnique = isUnique,
            UniqueId = uniqueId,
            IsExisting = isExisting,
            IsTemporary = isTemporary,
            TemporaryTtl = temporaryTtl,
            TemporaryConversationIds = temporaryConversationIds,
            CreatedAt = createdAt,
            UpdatedAt = updatedAt,
            IsMuted = isMuted,
            InitiatedBy = initiatedBy,
            Where = where,
            Sort = sort,
            Limit = limit,
            MaxBytes = maxBytes,
            HasMore = hasMore,
            Skip = skip,
            Flag = flag,
            Count = count,
            Results = results,
            Attributes = attributes,
            ModifiedAttributes = modifiedAttributes,
            TargetClientId = targetClientId,
            QueryAllMembers = queryAllMembers,
            MaxReadTimestamp = maxReadTimestamp,
            MaxAckTimestamp = maxAckTimestamp,
            ReadPositions = readPositions,
            ConversationIds = conversationIds,
            MemberInfo = memberInfo,
            AllowedClientIds = allowedClientIds,
            FailedClientIds = failedClientIds,
            Next = next,
            Code = code,
            Reason = reason,
            Detail = detail,
            ServerTimestamp = serverTimestamp,
            NotificationType = notificationType,
            Signature = signature.ToSignature(),
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(ConversationFrame conversation, ref JsonFrameWriter writer)
    {
        writer.Begin(conversation, conversation.Operation);
        writer.Text("cid"u8, conversation.ConversationId);
        writer.Strings("m"u8, conversation.Members);
        writer.Boolean("transient"u8, conversation.IsTransient);
        writer.Boolean("unique"u8, conversation.IsUnique);
        writer.Text("uniqueId"u8, conversation.UniqueId);
        writer.Boolean("existing"u8, conversation.IsExisting);
        writer.Boolean("tempConv"u8, conversation.IsTemporary);
        writer.Number("tempConvTTL"u8, conversation.TemporaryTtl);
        writer.Strings("tempConvIds"u8, conversation.TemporaryConversationIds);
        writer.Text("cdate"u8, conversation.CreatedAt);
        writer.Text("udate"u8, conversation.UpdatedAt);
        writer.Boolean("muted"u8, conversation.IsMuted);
        writer.Text("initBy"u8, conversation.InitiatedBy);
        writer.Element("where"u8, conversation.Where);
        writer.Text("sort"u8, conversation.Sort);
        writer.Number("limit"u8, conversation.Limit);
        writer.Number("maxBytes"u8, conversation.MaxBytes);
        writer.Boolean("hasMore"u8, conversation.HasMore);
        writer.Number("skip"u8, conversation.Skip);
        writer.Number("flag"u8, conversation.Flag);
        writer.Number("count"u8, conversation.Count);
        writer.Element("results"u8, conversation.Results);
        writer.Element("attr"u8, conversation.Attributes);
        writer.Element("attrModified"u8, conversation.ModifiedAttributes);
        writer.Text("targetClientId"u8, conversation.TargetClientId);
        writer.Boolean("queryAllMembers"u8, conversation.QueryAllMembers);
        writer.Number("maxReadTimestamp"u8, conversation.MaxReadTimestamp);
        writer.Number("maxAckTimestamp"u8, conversation.MaxAckTimestamp);
        writer.Objects("maxReadTuples"u8, conversation.ReadPositions, ReadPositionJson.Write);
        writer.Strings("cids"u8, conversation.ConversationIds);
        writer.Object("info"u8, conversation.MemberInfo, MemberInfoJson.Write);
        writer.Strings("allowedPids"u8, conversation.AllowedClientIds);
        writer.Objects("failedPids"u8, conversation.FailedClientIds, OperationErrorJson.Write);
        writer.Text("next"u8, conversation.Next);
        writer.Number("code"u8, conversation.Code);
        writer.Text("reason"u8, conversation.Reason);
        writer.Text("detail"u8, conversation.Detail);
        writer.Number("serverTs"u8, conversation.ServerTimestamp);
        writer.Number("notificationType"u8, conversation.NotificationType);
        writer.Signature(conversation.Signature);
        writer.End(conversation.Extensions);
    }
}
