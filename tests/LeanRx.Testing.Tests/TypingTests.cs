using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>Who types now.</summary>
public class TypingTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly LeanClient _tom, _jerry;
    readonly Conversation _chat, _here;
    readonly Recording<string> _typing;

    public TypingTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _here = _world.Run(_jerry.GetConversationAsync(_chat.Id))!;
        _typing = _here.Typing.Select(who => string.Join(",", who)).Record(_world.Scheduler);
        _world.AdvanceBy(Second);
    }

    void Type(int seconds)
    {
        for (var key = 0; key < seconds * 5; key++)
        {
            _chat.NotifyTyping();
            _world.AdvanceBy(TimeSpan.FromMilliseconds(200));
        }
    }

    [Fact]
    public void Somebody_types_until_nothing_was_heard_for_six_seconds_and_messages_hear_nothing_of_it()
    {
        var messages = _jerry.Messages.Record(_world.Scheduler);
        var sent = _tom.Frames.Where(record => record is { Direction: FrameDirection.Sent, Frame: DirectFrame }).Record(_world.Scheduler);
        Type(seconds: 10);
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        _typing.AssertValues("", "Tom", "");
        Assert.Equal(4, sent.Values.Count);
        Assert.Equal(TimeSpan.FromSeconds(9 + 6), _typing.Notifications[2].At - _typing.Notifications[1].At);
        messages.AssertValues();
    }

    [Fact]
    public void A_message_ends_the_typing_and_the_next_keystroke_tells_again()
    {
        Type(seconds: 1);
        _world.Run(_chat.SendAsync("hi"));
        _world.AdvanceBy(Second);
        Type(seconds: 1);
        _typing.AssertValues("", "Tom", "", "Tom");
    }

    [Fact]
    public void What_is_typed_without_a_connection_is_not_told_later()
    {
        _world.Run(_tom.CloseAsync());
        Type(seconds: 1);
        _world.Run(_tom.OpenAsync());
        _world.AdvanceBy(Second);
        _typing.AssertValues("");
    }

    [Fact]
    public void In_a_service_conversation_it_is_refused()
    {
        var service = new NewConversation { Kind = ConversationKind.Service };
        var created = _world.Run(_world.Server.Applications["demo"].Conversations.CreateAsync(service).AsTask());
        var news = _world.Run(_tom.GetConversationAsync(created.Id))!;
        Assert.Contains("service conversation", Assert.Throws<InvalidOperationException>(news.NotifyTyping).Message, StringComparison.Ordinal);
    }
}
