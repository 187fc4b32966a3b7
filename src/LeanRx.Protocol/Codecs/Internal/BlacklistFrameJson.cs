namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.14
/// <summary>Fields of <c>blacklist</c>.</summary>
static class BlacklistFrameJson
{
    public static BlacklistFrame Read(ref JsonFrameReader reader)
    {
        string? operation = null;
        string? sourceConversationId = null;
        IReadOnlyList<string>? targetClientIds = null;
        string? sourceClientId = null;
        IReadOnlyList<string>? targetConversationIds = null;
        int? limit = null;
        string? next = null;
        IReadOnlyList<string>? blockedClientIds = null;
        IReadOnlyList<string>? blockedConversationIds = null;
        IReadOnlyList<string>? allowedClientIds = null;
        IReadOnlyList<OperationError>? failedClientIds = null;
        var signature = new SignatureParts();
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("op"u8)) operation = reader.Word();
            else if (reader.Is("srcCid"u8)) sourceConversationId = reader.Id();
            else if (reader.Is("toPids"u8)) targetClientIds = reader.Strings();
            else if (reader.Is("srcPid"u8)) sourceClientId = reader.Id();
            else if (reader.Is("toCids"u8)) targetConversationIds = reader.Strings();
            else if (reader.Is("limit"u8)) limit = reader.Int32();
            else if (reader.Is("next"u8)) next = reader.Text();
            else if (reader.Is("blockedPids"u8)) blockedClientIds = reader.Strings();
            else if (reader.Is("blockedCids"u8)) blockedConversationIds = reader.Strings();
            else if (reader.Is("allowedPids"u8)) allowedClientIds = reader.Strings();
            else if (reader.Is("failedPids"u8)) failedClientIds = reader.Objects("failedPids", OperationErrorJson.Read);
            else if (!signature.TryRead(ref reader)) extensions.Add(ref reader);
        }

        return new BlacklistFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Operation = reader.Required(operation, "op"),
            SourceConversationId = sourceConversationId,
            TargetClientIds = targetClientIds,
            SourceClientId = sourceClientId,
            TargetConversationIds = targetConversationIds,
            Limit = limit,
            Next = next,
            BlockedClientIds = blockedClientIds,
            BlockedConversationIds = blockedConversationIds,
            AllowedClientIds = allowedClientIds,
            FailedClientIds = failedClientIds,
            Signature = signature.ToSignature(),
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(BlacklistFrame blacklist, ref JsonFrameWriter writer)
    {
        writer.Begin(blacklist, blacklist.Operation);
        writer.Text("srcCid"u8, blacklist.SourceConversationId);
        writer.Strings("toPids"u8, blacklist.TargetClientIds);
        writer.Text("srcPid"u8, blacklist.SourceClientId);
        writer.Strings("toCids"u8, blacklist.TargetConversationIds);
        writer.Number("limit"u8, blacklist.Limit);
        writer.Text("next"u8, blacklist.Next);
        writer.Strings("blockedPids"u8, blacklist.BlockedClientIds);
        writer.Strings("blockedCids"u8, blacklist.BlockedConversationIds);
        writer.Strings("allowedPids"u8, blacklist.AllowedClientIds);
        writer.Objects("failedPids"u8, blacklist.FailedClientIds, OperationErrorJson.Write);
        writer.Signature(blacklist.Signature);
        writer.End(blacklist.Extensions);
    }
}
