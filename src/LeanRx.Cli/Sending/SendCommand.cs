using System.CommandLine;
using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Sending;

/// <summary><c>leanrx send</c>: what it can be told.</summary>
static class SendCommand
{
    public static Command Create()
    {
        var text = new Argument<string?>("TEXT")
        {
            Description = "The message. Without it standard input is read to its end and sent as one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var with = new Option<string[]>("--with")
        {
            Description = "To whom; several names, separated by commas, make a group. The same people always meet in the same conversation.",
            HelpName = "NAME,…",
        };
        var conversation = new Option<string?>("--conversation") { Description = "To which conversation, by its id.", HelpName = "ID" };
        var lines = new Option<bool>("--lines") { Description = "Each line of standard input is a message, sent when it comes; empty ones are left out." };
        var command = new Command("send",
            "Send a message and end when the server has it: exit code 0, and the message's id on standard output. Otherwise the reason on standard error.")
        {
            text,
        };
        var client = new ClientArguments();
        client.AddTo(command);
        command.Add(with);
        command.Add(conversation);
        command.Add(lines);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (names, id, message) = (CommaList.Of(parsed.GetValue(with) ?? []), parsed.GetValue(conversation), parsed.GetValue(text));
            if (names.Count > 0 == id is not null)
                throw new ToolException("--with and --conversation: give one of them");
            if (message is not null && parsed.GetValue(lines))
                throw new ToolException("--lines: the messages come from standard input, so give no TEXT");
            var texts = message is not null ? SendTexts.Of(message)
                : parsed.GetValue(lines) ? InputLines.ReadAsync(Console.In, cancellationToken)
                : SendTexts.WholeAsync(Console.In, cancellationToken);
            return Send.RunAsync(client.Read(parsed), names, id, texts, Console.Out, cancellationToken);
        });
        return command;
    }
}
