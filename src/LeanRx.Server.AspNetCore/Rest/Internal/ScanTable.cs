using System.Text.Json;
using LeanRx.Server.AspNetCore.Files.Internal;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>Whole tables, page by page in the order of their ids: for who takes an application's data elsewhere.</summary>
static class ScanTable
{
    const int DefaultPage = 100;
    const int MaxPage = 1000;

    static readonly RestField s_cursor = new("cursor", RestType.Text, "What the page before gave as cursor; default the first page. It does not expire.");
    static readonly RestField s_limit = RestFields.Limit(DefaultPage, MaxPage);

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("GET", "/1.1/scan/classes/_Conversation", Permission.FindConversations, "All conversations but temporary ones, by id.",
            ConversationsAsync) { Answer = RestShapes.Scan, Query = [RestFields.Where, s_cursor, s_limit] },
        new("GET", "/1.1/scan/classes/_File", Permission.DescribeFile, "All files, by id.", FilesAsync) { Answer = RestShapes.Scan,
            Query = [s_cursor, s_limit] },
    ];

    static async Task<RestAnswer> ConversationsAsync(RestCall call)
    {
        var page = await call.Application
            .Conversations.ScanAsync(call.Text("cursor"), RestFields.LimitOf(call, DefaultPage, MaxPage), call.Json("where"), call.Aborted)
            .ConfigureAwait(false);
        return Page(page.Conversations, (json, record) => ConversationJson.Write(json, record, call.Now), page.Next);
    }

    static async Task<RestAnswer> FilesAsync(RestCall call)
    {
        var limit = RestFields.LimitOf(call, DefaultPage, MaxPage);
        var files = await call.Files.ScanAsync(call.ApplicationId, call.Text("cursor"), limit, call.Aborted).ConfigureAwait(false);
        return Page(files, (json, file) =>
        {
            json.WriteStartObject();
            FileObject.Write(json, file, call.AddressOf(file));
            json.WriteEndObject();
        }, limit > 0 && files.Count == limit ? files[^1].ObjectId : null);
    }

    static RestAnswer Page<T>(IReadOnlyList<T> rows, Action<Utf8JsonWriter, T> write, string? next) => RestAnswer.Object(json =>
    {
        json.WriteStartArray("results"u8);
        foreach (var row in rows)
            write(json, row);
        json.WriteEndArray();
        if (next is not null)
            json.WriteString("cursor"u8, next);
    });
}
