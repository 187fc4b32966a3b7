using System.Reactive.Concurrency;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Chatting;

/// <summary>Lines for a file or another program, without colours and marks.</summary>
sealed class PlainScreen(TextWriter output, IScheduler scheduler) : ChatScreen(scheduler)
{
    public override void Mark(string key, MessageMark mark)
    {
        // What was written stays as it is.
    }

    public override void Tell(string name, bool isConnected, IReadOnlyList<string> typing)
    {
        // Only for the moment, and there is no row for it.
    }

    public override void Dispose() => output.Flush();

    protected override void Print(IReadOnlyList<ChatRow> rows)
    {
        foreach (var row in rows)
            output.WriteLine($"{Clock(row)} {PlainText.Of(Head(row))}{PlainText.Of(row.Text)}");
    }
}
