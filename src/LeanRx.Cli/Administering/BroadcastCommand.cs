using System.CommandLine;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin broadcast</c></summary>
static class BroadcastCommand
{
    static readonly Argument<string> s_conversation = new("CONVERSATION") { Description = "The service conversation through which it goes out." };

    public static Command Create() => AdminAction.Command("broadcast", "Send a message of a service conversation to every client, subscribed or not.",
        RunAsync, [s_conversation, .. SystemText.Symbols]);

    static async Task RunAsync(AdminAction action)
    {
        using var answer = await action.Api.SendAsync(HttpMethod.Post, "/1.2/rtm/broadcasts", json =>
        {
            json.WriteString("conv_id"u8, action.Parsed.GetRequiredValue(s_conversation));
            SystemText.Write(json, action);
        }, action.CancellationToken).ConfigureAwait(false);
        await action.WriteAsync(answer.RootElement, Fields.Text(answer.RootElement, "msg-id")).ConfigureAwait(false);
    }
}
