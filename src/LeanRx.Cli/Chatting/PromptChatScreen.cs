using System.Reactive.Concurrency;
using LeanRx.Cli.Common;
using LeanRx.Cli.Terminal;
using Spectre.Console;

namespace LeanRx.Cli.Chatting;

/// <summary>A chat above the line that is being typed, with marks that change. What others wrote cannot control the terminal.</summary>
sealed class PromptChatScreen(PromptScreen screen, IScheduler scheduler) : ChatScreen(scheduler)
{
    /// <summary>Where the mark of a row stands: behind the time.</summary>
    public const int MarkColumn = 6;

    /// <summary>Where names stand.</summary>
    public const int Indent = 9;

    static readonly Style Quiet = new(Color.Grey);
    static readonly Style Own = new(Color.Teal, decoration: Decoration.Bold);
    static readonly Style Other = new(Color.Green, decoration: Decoration.Bold);
    static readonly Style Around = new(Color.Blue);
    static readonly Style Warning = new(Color.Red);
    static readonly Style Away = new(Color.Olive);

    public override void Mark(string key, MessageMark mark) => screen.Mark(key, MessageMarks.Text(mark));

    public override void Tell(string name, bool isConnected, IReadOnlyList<string> typing) => screen.Prompt(
        isConnected ? new StyledText($"{PlainText.Of(name)} › ", Own) : new StyledText($"{PlainText.Of(name)} (offline) › ", Away),
        typing.Count == 0 ? "" : PlainText.Of($"{string.Join(", ", typing)} {(typing.Count == 1 ? "is" : "are")} typing…"));

    public override void Dispose() => screen.Close();

    protected override void Print(IReadOnlyList<ChatRow> rows) => screen.Print([.. rows.Select(LineOf)]);

    static StyledLine LineOf(ChatRow row) => new(
        [
            new StyledText($"{Clock(row)} ", Quiet),
            MessageMarks.Text(row.Mark),
            new StyledText($" {PlainText.Of(Head(row))}", row.Kind switch
            {
                ChatRowKind.Note => Around,
                ChatRowKind.Warning => Warning,
                _ => row.IsOwn ? Own : Other,
            }),
        ],
        PlainText.Of(row.Text),
        row.Key);
}
