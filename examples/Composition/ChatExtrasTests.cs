using LeanRx;
using LeanRx.Testing;

namespace Composition;

public class ChatExtrasTests
{
    [Fact]
    public void Who_types_and_who_is_there_comes_and_goes_with_the_application()
    {
        var friends = new TwoFriends();
        var (toms, jerrys) = (new ChatExtras(friends.Tom, friends.TomsChat), new ChatExtras(friends.Jerry, friends.JerrysChat));
        var hints = toms.Hint.Record(friends.World.Scheduler);
        var isThere = toms.IsThere("Jerry").Record(friends.World.Scheduler);
        var portions = jerrys.Portions.Record(friends.World.Scheduler);
        friends.Wait(1);
        jerrys.OnKey();
        friends.Wait(40);
        jerrys.OnBackground();
        friends.Wait(40);
        friends.World.Run(Task.WhenAll(friends.TomsChat.SendAsync("1"), friends.TomsChat.SendAsync("2")));
        jerrys.OnForeground();
        friends.Wait(40);
        hints.AssertValues("", "Jerry typing…", "");
        isThere.AssertValues(true, false, true);
        Assert.Equal(["1", "2"], Assert.Single(portions.Values).Select(message => ((TextMessage)message).Text));
    }
}
