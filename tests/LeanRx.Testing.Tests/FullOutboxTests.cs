using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace LeanRx.Testing.Tests;

/// <summary>A client that wrote as much offline as may wait hears what it missed all the same: what it asks for by itself has room of its own.</summary>
public class FullOutboxTests
{
    static readonly string[] Written = ["1", "2", "3", "4"];

    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly LeanClient _tom, _jerry;
    readonly Recording<Fault> _faults;

    public FullOutboxTests()
    {
        _tom = _world.CreateClient("Tom", options => options with { MaxPendingCommands = Written.Length });
        _jerry = _world.CreateClient("Jerry");
        _faults = _tom.Faults.Record(_world.Scheduler);
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
    }

    Conversation Chat() => _world.Run(_tom.CreateConversationAsync(["Jerry"]));

    Conversation AsJerry(Conversation conversation) => _world.Run(_jerry.GetConversationAsync(conversation.Id))!;

    static IObservable<string> Texts(IObservable<Message> messages) => messages.OfType<TextMessage>().Select(message => message.Text);

    /// <summary>Tom is offline while something happens, fills his outbox, and is back at the end.</summary>
    void WhileTomWritesOffline(Conversation conversation, Action happens)
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = true };
        _world.Network.Cut("Tom");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        var sends = Written.Select(text => conversation.SendAsync(text)).ToArray();
        Assert.Throws<OutboxFullException>(() => _world.Run(conversation.SendAsync("one too many")));
        happens();
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        _world.Run(Task.WhenAll(sends));
    }

    [Fact]
    public void What_was_missed_is_heard()
    {
        var chat = Chat();
        var heard = Texts(_tom.Messages).Record(_world.Scheduler);

        WhileTomWritesOffline(chat, () => _world.Run(AsJerry(chat).SendAsync("missed")));

        heard.AssertValues("missed");
        _faults.AssertValues();
    }

    [Fact]
    public void A_timeline_tells_it_without_a_gap()
    {
        var chat = Chat();
        var timeline = chat.Timeline(DateTimeOffset.MinValue).Record(_world.Scheduler);

        WhileTomWritesOffline(chat, () => _world.Run(AsJerry(chat).SendAsync("missed")));

        Assert.Equal(["missed", .. Written], timeline.Values
            .Select(entry => Assert.IsType<TextMessage>(Assert.IsType<TimelineEntry.MessageAdded>(entry).Message).Text));
    }

    [Fact]
    public void The_chat_room_is_entered_again()
    {
        var room = _world.Run(_tom.CreateConversationAsync([], new() { IsTransient = true }));

        WhileTomWritesOffline(Chat(), () => _world.RestartServer());

        Assert.Equal(1, _world.Run(room.CountMembersAsync()));
        _faults.AssertValues();
    }
}
