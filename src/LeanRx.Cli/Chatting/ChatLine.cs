using System.Globalization;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Chatting;

/// <summary>What a typed line asks for.</summary>
static class ChatLine
{
    public static readonly IReadOnlyList<string> Help =
    [
        "/who              who is here",
        "/history [N]      the last messages",
        "/with NAME,…      talk with others",
        "/retry            send again what was not sent",
        "/quit             end",
        "//TEXT            sends a line that begins with /",
        MessageMarks.Legend,
    ];

    const int UsualHistory = 20;

    /// <summary>False when the chat is to end.</summary>
    public static async Task<bool> HandleAsync(Chat chat, string line)
    {
        if (!line.StartsWith('/') || line.StartsWith("//", StringComparison.Ordinal))
        {
            chat.Say(line.StartsWith('/') ? line[1..] : line);
            return true;
        }

        var (command, argument) = line.Split(' ', 2, StringSplitOptions.TrimEntries) is [var first, var second] ? (first, second) : (line.Trim(), "");
        if (command == "/quit")
            return false;

        try
        {
            await (command switch
            {
                "/who" => chat.TellMembersAsync(),
                "/history" => chat.TellHistoryAsync(int.TryParse(argument, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : UsualHistory),
                "/with" when CommaList.Of(argument) is { Count: > 0 } names => chat.TalkWithAsync(names),
                "/retry" => chat.RetryAsync(),
                _ => chat.HelpAsync(command is "/help" or "/with" ? null : command),
            }).ConfigureAwait(false);
        }
        catch (LeanRxException exception)
        {
            chat.Warn($"{command}: {exception.Message}");
        }
        catch (ArgumentException exception)
        {
            chat.Warn($"{command}: {exception.Message}");
        }

        return true;
    }
}
