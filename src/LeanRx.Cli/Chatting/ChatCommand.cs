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

        var frames = new Option<string?>("--frames")
        {
            Description = "A file to which every frame in both directions is written, one JSON object a line. Session tokens and signatures are hidden.",
            HelpName = "FILE",
        };
        var noColor = new Option<bool>("--no-color") { Description = "No colours; so does the environment variable NO_COLOR." };

        var command = new Command("chat", "Chat in the terminal: what you type is sent, what others write appears. /help lists commands, /quit ends.");
        var client = new ClientArguments();
        client.AddTo(command);
        command.Add(with);
        command.Add(conversation);
        command.Add(frames);
        command.Add(noColor);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var names = CommaList.Of(parsed.GetValue(with) ?? []);
            var id = parsed.GetValue(conversation);
            if (names.Count > 0 && id is not null)
                throw new ToolException("--with and --conversation: give one of them");
            var options = client.Read(parsed);
            var chatting = new LeanClient(options);
            await using var closing = chatting.ConfigureAwait(false);
            using var writing = FrameFile.Follow(chatting, parsed.GetValue(frames));
            return await ChatProgram.RunAsync(chatting, names, id, ChatWindow.OfConsole(options.Scheduler, parsed.GetValue(noColor)), cancellationToken)
                .ConfigureAwait(false);
        });
        return command;
    }
}
