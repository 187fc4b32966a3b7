using System.Reactive;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using LeanRx;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace Composition;

public class TypingTests
{
    readonly TwoFriends _friends = new();
    readonly Subject<Unit> _keystrokes = new();
    readonly Recording<(string Who, bool IsTyping)> _seen;

    public TypingTests()
    {
        _seen = _friends.JerrysChat.WatchTyping(_friends.World.Scheduler).Record(_friends.World.Scheduler);
        _keystrokes.TellTyping(_friends.Tom, _friends.TomsChat, _friends.World.Scheduler).Subscribe();
    }

    void Type(int keys)
    {
        for (; keys > 0; keys--)
        {
            _keystrokes.OnNext(Unit.Default);
            _friends.Wait(0.2);
        }
    }

    [Fact]
    public void Twenty_keystrokes_in_four_seconds_cost_two_frames()
    {
        var sent = _friends.Tom.Frames.Where(record => record is { Direction: FrameDirection.Sent, Frame: DirectFrame }).Record(_friends.World.Scheduler);
        Type(20);
        Assert.Equal(2, sent.Values.Count);
    }

    [Fact]
    public void What_is_typed_without_a_network_is_not_told_later()
    {
        new FaultPlan(new CutFault(TimeSpan.Zero, "Tom"), new RefusedDialsFault(TimeSpan.Zero, TimeSpan.FromSeconds(20))).ApplyTo(_friends.World);
        _friends.Wait(1);
        Type(3);
        _friends.Wait(60);

        Assert.Empty(_seen.Values);
    }

    [Fact]
    public void The_line_goes_away_five_seconds_after_the_last_notice()
    {
        Type(3);
        _friends.Wait(10);

        Assert.Equal([("Tom", true), ("Tom", false)], _seen.Values);
        Assert.Equal(TimeSpan.FromSeconds(5), _seen.Notifications[1].At - _seen.Notifications[0].At);
    }

    [Fact]
    public void The_line_goes_away_with_the_message()
    {
        Type(3);
        _friends.World.Run(_friends.TomsChat.SendAsync("hi!"));
        _friends.Wait(0.1);

        Assert.Equal([("Tom", true), ("Tom", false)], _seen.Values);
    }
}
