using System.CommandLine;
using System.Text;
using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin send</c></summary>
static class AdminSendCommand
{
    static readonly Argument<string> s_conversation = new("CONVERSATION") { Description = "Its id." };

    static readonly Option<string[]> s_to = new("--to")
    {
        Description = "In a service conversation: for these clients alone, separated by commas. Default: all its subscribers.",
        HelpName = "NAME,…",
    };

    public static Command Create() => AdminAction.Command("send", "Send a message as the system, to a conversation, a chat room or the subscribers of a " +
        "service conversation.", RunAsync, [s_conversation, .. SystemText.Symbols, s_to]);

    static async Task RunAsync(AdminAction action)
    {
        var (kind, path) = await ConversationPath.FindAsync(action, action.Parsed.GetRequiredValue(s_conversation)).ConfigureAwait(false);
        var to = CommaList.Of(action.Parsed.GetValue(s_to) ?? []);
        if (to.Count > 0 && kind != ConversationPath.Services)
            throw new ToolException("--to: a message for some clients goes out through a service conversation, and this is none");
        var door = kind == ConversationPath.Services && to.Count == 0 ? "broadcasts" : "messages";
        using var answer = await action.Api.SendAsync(HttpMethod.Post, $"{path}/{door}", json =>
        {
            SystemText.Write(json, action);
            if (to.Count == 0)
                return;
            json.WriteStartArray("to_clients"u8);
            foreach (var client in to)
                json.WriteStringValue(client);
            json.WriteEndArray();
        }, action.CancellationToken).ConfigureAwait(false);
        await action.WriteAsync(answer.RootElement, Fields.Text(answer.RootElement, "msg-id")).ConfigureAwait(false);
    }
}
