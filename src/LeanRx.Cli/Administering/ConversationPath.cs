using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Administering;

/// <summary>Where a conversation is in the REST interface, which has a place for each kind.</summary>
static class ConversationPath
{
    public const string Conversations = "conversations";
    public const string ChatRooms = "chatrooms";
    public const string Services = "service-conversations";

    /// <exception cref="ToolException">There is no such conversation.</exception>
    public static async Task<(string Kind, string Path)> FindAsync(AdminAction action, string conversationId)
    {
        using var found = await action.Api.GetAsync("/1.2/rtm/all-conversations", action.CancellationToken,
            ("where", $$"""{"objectId":"{{JsonEncodedText.Encode(conversationId)}}"}"""), ("limit", "1")).ConfigureAwait(false);
        if (Fields.Items(found.RootElement, "results") is not [var row])
            throw new ToolException($"there is no conversation {conversationId}") { ExitCode = ExitCodes.Failure };
        var kind = KindOf(row);
        return (kind, $"/1.2/rtm/{kind}/{Part(conversationId)}");
    }

    public static string KindOf(JsonElement row) => Fields.Text(row, "sys") == "True" ? Services : Fields.Text(row, "tr") == "True" ? ChatRooms : Conversations;

    /// <summary>An id as a part of a path; dots alone would be taken for steps.</summary>
    public static string Part(string id) => id switch
    {
        "." => "%2E",
        ".." => "%2E%2E",
        _ => Uri.EscapeDataString(id),
    };
}
