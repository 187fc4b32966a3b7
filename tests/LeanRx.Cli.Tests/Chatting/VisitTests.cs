using System.Reactive.Concurrency;
using System.Text.RegularExpressions;
using LeanRx.Cli.Chatting;
using LeanRx.Cli.Terminal;
using LeanRx.Cli.Tests.Terminal;
using LeanRx.Testing;

namespace LeanRx.Cli.Tests.Chatting;

/// <summary>What a person sees of a conversation: a real client and server on the virtual clock, before a terminal of cells.</summary>
public sealed partial class VisitTests : IDisposable
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly VirtualTerminal _terminal = new(columns: 60, rows: 12);
    readonly LeanClient _tom;
    readonly LeanClient _jerry;
    readonly Conversation _chat;
    readonly Conversation _his;
    readonly Visit _visit;

    public VisitTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _his = _world.Run(_jerry.GetConversationAsync(_chat.Id))!;
        var screen = new PromptChatScreen(new PromptScreen(_terminal, PromptChatScreen.MarkColumn, PromptChatScreen.Indent), _world.Scheduler);
        screen.Tell("Tom", true, []);
        _visit = new Visit(_chat, screen, "Tom", 10, names => screen.Tell("Tom", true, names));
        _world.AdvanceBy(Second);
    }

    public void Dispose() => _visit.Dispose();

    /// <summary>What is in the window, without times.</summary>
    string Shown => Time().Replace(_terminal.Shown, "");

    void Offline(bool isOffline)
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = isOffline };
        if (isOffline)
            _world.Network.Cut("Tom");
        _world.AdvanceBy(isOffline ? Second : TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_message_is_shown_at_once_and_its_mark_tells_how_far_it_has_come()
    {
        Offline(true);
        var sending = _chat.SendAsync(new TextMessage("hello"), new SendOptions { RequestReceipt = true });
        _world.AdvanceBy(Second);
        Assert.Equal("·  Tom: hello\nTom ›", Shown);

        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        _world.Run(sending);
        _world.AdvanceBy(Second);
        Assert.Equal("✓✓ Tom: hello\nTom ›", Shown);

        _world.Run(_his.MarkReadAsync());
        _world.AdvanceBy(Second);
        Assert.Equal("✔✔ Tom: hello\nTom ›", Shown);
    }

    [Fact]
    public void What_others_write_is_shown_and_counts_as_read()
    {
        _world.Run(_his.SendAsync(new TextMessage("hello"), new SendOptions { RequestReceipt = true }));
        _world.AdvanceBy(Second);
        Assert.Equal("   Jerry: hello\nTom ›", Shown);
        Assert.Equal(0, _chat.UnreadCount);
    }

    [Fact]
    public void An_edit_and_a_recall_are_rows_that_say_so()
    {
        var ack = _world.Run(_his.SendAsync("hello"));
        _world.AdvanceBy(Second);
        _world.Run(_his.EditAsync(ack, new TextMessage("good morning")));
        _world.AdvanceBy(Second);
        _world.Run(_his.RecallAsync(ack));
        _world.AdvanceBy(Second);
        Assert.Equal("   Jerry: hello\n   Jerry: [changed] good morning\n   Jerry: [changed] [taken back]\nTom ›", Shown);
    }

    [Fact]
    public void What_was_not_sent_is_marked_and_can_be_sent_again()
    {
        Offline(true);
        var sending = _chat.SendAsync(new TextMessage("hello"), new SendOptions { RequestReceipt = true });
        _world.AdvanceBy(TimeSpan.FromMinutes(10));
        Assert.True(sending.IsFaulted);
        Assert.IsAssignableFrom<LeanRxException>(sending.Exception!.InnerException);
        Assert.Equal("✗  Tom: hello\nTom ›", Shown);

        Offline(false);
        Assert.Equal(1, _visit.Retry());
        _world.AdvanceBy(Second);
        Assert.Equal("✓✓ Tom: hello\nTom ›", Shown);
        Assert.Equal(0, _visit.Retry());
    }

    [Fact]
    public void Who_types_is_shown_while_nothing_is_typed_here()
    {
        _his.NotifyTyping();
        _world.AdvanceBy(Second);
        Assert.Equal("Tom › Jerry is typing…", Shown);
        _world.AdvanceBy(TimeSpan.FromSeconds(10));
        Assert.Equal("Tom ›", Shown);
    }

    [GeneratedRegex(@"^\d\d:\d\d ", RegexOptions.Multiline)]
    private static partial Regex Time();
}
