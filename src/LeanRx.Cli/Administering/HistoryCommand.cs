using System.CommandLine;
using System.Globalization;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin history</c></summary>
static class HistoryCommand
{
    const int LargestPage = 1000;

    static readonly Argument<string> s_conversation = new("CONVERSATION") { Description = "Its id." };

    static readonly Option<int> s_last = new("--last", "-n")
    {
        Description = "So many of the last messages, 1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    };

    public static Command Create() => AdminAction.Command("history", "The last messages of a conversation, the oldest first.", RunAsync, s_conversation,
        s_last);

    static async Task RunAsync(AdminAction action)
    {
        var last = action.Parsed.GetValue(s_last);
        if (last is < 1 or > LargestPage)
            throw new ToolException($"--last {last}: give a number from 1 to {LargestPage}");
        var (_, path) = await ConversationPath.FindAsync(action, action.Parsed.GetRequiredValue(s_conversation)).ConfigureAwait(false);
        using var page = await action.Api.GetAsync($"{path}/messages", action.CancellationToken, ("limit", last.ToString(CultureInfo.InvariantCulture)))
            .ConfigureAwait(false);
        await action.WriteAsync([.. page.RootElement.EnumerateArray().Reverse()], ["TIME", "FROM", "MESSAGE", "ID"], row =>
            [Fields.Time(row, "timestamp"), Fields.Text(row, "from"), new MessageEntry(row).Text, Fields.Text(row, "msg-id")]).ConfigureAwait(false);
    }
}
