using LeanRx.Testing;

namespace Composition;

/// <summary>One's own view model, tested against the real client and the real server, in no time.</summary>
public class ChatViewModelTests
{
    [Fact]
    public void What_was_said_while_the_network_was_away_is_shown_once_and_in_order()
    {
        var friends = new TwoFriends();
        using var view = new ChatViewModel(friends.Jerry, friends.JerrysChat);
        var changes = new List<bool>();
        view.PropertyChanged += (_, _) => changes.Add(view.IsOnline);
        friends.Wait(1);

        new FaultPlan(new CutFault(TimeSpan.FromSeconds(1), "Jerry"), new RefusedDialsFault(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)))
            .ApplyTo(friends.World);
        friends.Wait(2);
        friends.World.Run(friends.TomsChat.SendAsync("耗子，起床！"));
        friends.World.Run(friends.TomsChat.SendAsync("Jerry?"));
        var sending = view.SendAsync("I am up");
        friends.Wait(120);
        friends.World.Run(sending);

        Assert.Equal(["me: I am up (00:01)", "Tom: 耗子，起床！", "Tom: Jerry?"], view.Lines);
        Assert.Equal([true, false, true], changes);
    }

    [Fact]
    public void Nothing_is_shown_after_the_view_is_gone()
    {
        var friends = new TwoFriends();
        var view = new ChatViewModel(friends.Jerry, friends.JerrysChat);
        view.Dispose();
        friends.World.Run(friends.TomsChat.SendAsync("too late"));
        friends.Wait(1);

        Assert.Empty(view.Lines);
    }
}
