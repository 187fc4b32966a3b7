using System.Globalization;
using System.Reactive.Concurrency;

namespace LeanRx.Cli.Chatting;

/// <summary>Shows what a chat tells, as rows with times. Safe for calls from any thread.</summary>
abstract class ChatScreen(IScheduler scheduler) : IDisposable
{
    readonly Lock _lock = new();
    DateTime _day = scheduler.Now.ToLocalTime().Date;

    public DateTimeOffset Now => scheduler.Now;

    /// <summary>What happens around the conversation.</summary>
    public void Note(string text) => Show([new ChatRow(ChatRowKind.Note, scheduler.Now, text)]);

    /// <summary>What did not work.</summary>
    public void Warn(string text) => Show([new ChatRow(ChatRowKind.Warning, scheduler.Now, text)]);

    /// <summary>Shows rows in this order, each day under its date.</summary>
    public void Show(IReadOnlyList<ChatRow> rows)
    {
        lock (_lock)
        {
            var all = new List<ChatRow>(rows.Count);
            foreach (var row in rows)
            {
                if (row.Time.ToLocalTime().Date is var day && day != _day)
                    all.Add(new ChatRow(ChatRowKind.Note, row.Time, (_day = day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
                all.Add(row);
            }
            Print(all);
        }
    }

    /// <summary>How far a message of one's own has come by now.</summary>
    public abstract void Mark(string key, MessageMark mark);

    /// <summary>Who types, and whether there is a connection.</summary>
    public abstract void Tell(string name, bool isConnected, IReadOnlyList<string> typing);

    /// <summary>Leaves the screen to others.</summary>
    public abstract void Dispose();

    protected abstract void Print(IReadOnlyList<ChatRow> rows);

    protected static string Clock(ChatRow row) => row.Time.ToLocalTime().ToString("HH:mm", CultureInfo.InvariantCulture);

    protected static string Head(ChatRow row) => row.Kind switch
    {
        ChatRowKind.Note => "* ",
        ChatRowKind.Warning => "! ",
        _ => $"{row.From}: ",
    };
}
