using System.CommandLine;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin kick</c></summary>
static class KickCommand
{
    static readonly Argument<string> s_client = new("NAME") { Description = "The client." };

    static readonly Option<string?> s_reason = new("--reason") { Description = "What the client is told, at most 20 characters.", HelpName = "TEXT" };

    public static Command Create() => AdminAction.Command("kick", "End all logins of a client. Its session tokens are void; it can log in again.", RunAsync,
        s_client, s_reason);

    static async Task RunAsync(AdminAction action)
    {
        var client = action.Parsed.GetRequiredValue(s_client);
        using var answer = await action.Api.SendAsync(HttpMethod.Post, $"/1.2/rtm/clients/{ConversationPath.Part(client)}/kick", json =>
        {
            if (action.Parsed.GetValue(s_reason) is { } reason)
                json.WriteString("reason"u8, reason);
        }, action.CancellationToken).ConfigureAwait(false);
        var ended = Fields.Text(answer.RootElement, "sessions");
        await action.WriteAsync(answer.RootElement, ended switch
        {
            "0" => $"no login of {client}: not online",
            "1" => $"ended 1 login of {client}",
            "" => $"ended the logins of {client}",
            _ => $"ended {ended} logins of {client}",
        }).ConfigureAwait(false);
    }
}
