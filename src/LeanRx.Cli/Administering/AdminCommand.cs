using System.CommandLine;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin</c>: what an operator does with an application, over REST.</summary>
static class AdminCommand
{
    public static Command Create() => new("admin", "See who is online, read and send messages, and end logins, with an application's master key.")
    {
        StatsCommand.Create(),
        ClientsCommand.Create(),
        KickCommand.Create(),
        ConversationsCommand.Create(),
        HistoryCommand.Create(),
        AdminSendCommand.Create(),
        BroadcastCommand.Create(),
    };
}
