using System.CommandLine;
using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Chatting;

/// <summary><c>leanrx chat</c>: what it can be told.</summary>
static class ChatCommand
{
    public static Command Create()
    {
        var with = new Option<string[]>("--with")
        {
            Description = "Whom to talk with; several names, separated by commas, make a group. The same people always meet in the same conversation.",
            HelpName = "NAME,…",
        };
        var conversation = new Option<string?>("--conversation")
        {
            Description = "The conversation to enter, by its id. Without this and without --with the chat begins with whoever writes first.",
            HelpName = "ID",
        };

        var command = new Command("chat", "Chat in the terminal: what you type is sent, what others write appears. /help lists commands, /quit ends.");
        var client = new ClientArguments();
        client.AddTo(command);
        command.Add(with);
        command.Add(conversation);
        command.SetAction((parsed, cancellationToken) =>
        {
            var names = Names.Of(parsed.GetValue(with) ?? []);
            var id = parsed.GetValue(conversation);
            if (names.Count > 0 && id is not null)
                throw new ToolException("--with and --conversation: give one of them");
            return ChatProgram.RunAsync(client.Read(parsed), names, id, Console.In, ChatScreen.OfConsole(), cancellationToken);
        });
        return command;
    }
}
