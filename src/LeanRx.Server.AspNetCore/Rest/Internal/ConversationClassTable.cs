using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.4
/// <summary>Conversations of all kinds as objects of the class <c>_Conversation</c>.</summary>
static class ConversationClassTable
{
    const string Path = "/1.1/classes/_Conversation";
    const int DefaultPage = 100;
    const int MaxPage = 1000;

    static readonly RestField s_name = new(KnownColumns.Name, RestType.Text, "The name.");
    static readonly RestField s_attributes = new(KnownColumns.Attributes, RestType.Json, "Custom attributes, an object.");

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("POST", Path, Permission.CreateConversation, "Create a conversation as an object.", CreateAsync)
        {
            Answer = RestShapes.Conversation,
            Status = 201,
            TakesColumns = true,
            Body =
            [
                s_name,
                s_attributes,
                new(KnownColumns.CreatorId, RestType.Text, "The client that counts as its creator, and so as its owner; default nobody."),
                new(KnownColumns.Members, RestType.Json, "The members: an array, or {\"__op\":\"AddUnique\",\"objects\":[…]}; default nobody."),
                new(KnownColumns.IsTransient, RestType.Flag, "True for a chat room; default false."),
                new(KnownColumns.IsSystem, RestType.Flag, "True for a service conversation; default false."),
                new(KnownColumns.IsUnique, RestType.Flag, "True to get the one conversation of these members when there is one already; default false."),
            ],
        },
        new("GET", Path, Permission.FindConversations, "Find conversations of all kinds.", FindAsync)
        {
            Answer = RestShapes.Conversations,
            Query =
            [
                RestFields.Where,
                new("order", RestType.Text, "Columns to sort by, comma-separated, - in front for descending; default -lm."),
                RestFields.Skip,
                RestFields.Limit(DefaultPage, MaxPage),
                new("count", RestType.Flag, "True to be told how many match beside the page."),
            ],
        },
        new("GET", $"{Path}/{{id}}", Permission.FindConversations, "One conversation as an object.", static async call =>
            ConversationOperationsTable.ObjectOf(call, await RecordAsync(call).ConfigureAwait(false))) { Answer = RestShapes.Conversation },
        new("PUT", $"{Path}/{{id}}", Permission.UpdateConversation, "Change members and columns of a conversation; those in it are told.", static async call =>
            ConversationOperationsTable.Changed(await call.Application.Conversations.ChangeAsync(call.Route("id"), ChangeOf(call)).ConfigureAwait(false)))
        {
            Answer = RestShapes.Changed,
            TakesColumns = true,
            Body = [s_name, s_attributes,
                new(KnownColumns.Members, RestType.Json,
                    "Members: {\"__op\":\"AddUnique\",\"objects\":[…]}, Add or Remove; or an array of all members from now on.")],
        },
        new("DELETE", $"{Path}/{{id}}", Permission.DeleteConversation, "Delete a conversation with its messages.", DeleteAsync),
    ];

    static async Task<ConversationRecord> RecordAsync(RestCall call) =>
        await call.Application.Conversations.FindAsync(call.Route("id"))
            .ConfigureAwait(false) ?? throw new RestFaultException(404, "There is no such conversation.");

    static async Task<RestAnswer> CreateAsync(RestCall call)
    {
        var members = ChangeOf(call);
        var record = await call.Application.Conversations.CreateAsync(new NewConversation
        {
            Kind = (call.Flag(KnownColumns.IsTransient), call.Flag(KnownColumns.IsSystem)) switch
            {
                (true, true) => throw new RestFaultException(400, "A conversation is a chat room (tr) or a service conversation (sys), not both."),
                (true, _) => ConversationKind.ChatRoom,
                (_, true) => ConversationKind.Service,
                _ => ConversationKind.Normal,
            },
            Members = [.. members.Members ?? [], .. members.AddedMembers],
            IsUnique = call.Flag(KnownColumns.IsUnique),
            CreatorId = call.Text(KnownColumns.CreatorId),
            Columns = call.Body,
        }).ConfigureAwait(false);
        return ConversationOperationsTable.ObjectOf(call, record);
    }

    static async Task<RestAnswer> FindAsync(RestCall call)
    {
        var where = call.Json("where");
        var found = await call.Application.Conversations.QueryAsync(null, where, RestFields.SkipOf(call), RestFields.LimitOf(call, DefaultPage, MaxPage),
            call.Text("order"), call.Aborted).ConfigureAwait(false);
        int? count = call.Flag("count") ? await call.Application.Conversations.CountAsync(null, where, call.Aborted).ConfigureAwait(false) : null;
        return RestAnswer.Object(json =>
        {
            if (count is { } all)
                json.WriteNumber("count"u8, all);
            json.WriteStartArray("results"u8);
            foreach (var record in found)
                ConversationJson.Write(json, record, call.Now);
            json.WriteEndArray();
        });
    }

    static async Task<RestAnswer> DeleteAsync(RestCall call)
    {
        await call.Application.Conversations.DeleteAsync(call.Route("id")).ConfigureAwait(false);
        return RestAnswer.Empty;
    }

    static ConversationChange ChangeOf(RestCall call)
    {
        var change = new ConversationChange { Columns = call.Body };
        if (call.Json(KnownColumns.Members) is not { } members)
            return change;
        if (members.ValueKind == JsonValueKind.Array)
            return change with { Members = TextsOf(members) };
        if (members.ValueKind != JsonValueKind.Object || !members.TryGetProperty("__op", out var operation)
            || !members.TryGetProperty("objects", out var objects))
            throw Refused();
        return operation.ValueKind == JsonValueKind.String ? operation.GetString() switch
        {
            "Add" or "AddUnique" => change with { AddedMembers = TextsOf(objects) },
            "Remove" => change with { RemovedMembers = TextsOf(objects) },
            _ => throw Refused(),
        } : throw Refused();
    }

    static IReadOnlyList<string> TextsOf(JsonElement clientIds) =>
        RestCall.IsTexts(clientIds) ? [.. clientIds.EnumerateArray().Select(item => item.GetString()!)] : throw Refused();

    static RestFaultException Refused() =>
        new(400, "m takes an array of client ids, or one of the operations AddUnique, Add and Remove with such an array as objects.");
}
