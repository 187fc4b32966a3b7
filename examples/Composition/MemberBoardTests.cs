using LeanRx.Testing;

namespace Composition;

public class MemberBoardTests
{
    [Fact]
    public void The_board_follows_who_joins_and_who_goes_away()
    {
        var friends = new TwoFriends();
        var board = friends.Tom.WatchMembers(friends.TomsChat, TimeSpan.FromSeconds(10)).Record(friends.World.Scheduler);
        friends.Wait(1);

        var spike = friends.World.CreateClient("Spike");
        friends.World.Run(friends.TomsChat.AddMemberAsync("Spike"));
        friends.Wait(30);
        friends.World.Run(spike.OpenAsync());
        friends.Wait(30);
        friends.World.Run(friends.Jerry.CloseAsync());
        friends.Wait(30);

        board.AssertValues(
            "Jerry ●, Tom ●",
            "Jerry ●, Spike ○, Tom ●",
            "Jerry ●, Spike ●, Tom ●",
            "Jerry ○, Spike ●, Tom ●");
    }

    [Fact]
    public void A_board_that_everybody_left_goes_on_when_somebody_comes_back()
    {
        var friends = new TwoFriends();
        var board = friends.Tom.WatchMembers(friends.TomsChat, TimeSpan.FromSeconds(10)).Record(friends.World.Scheduler);
        friends.Wait(1);

        friends.World.Run(friends.JerrysChat.LeaveAsync());
        friends.Wait(30);
        friends.World.Run(friends.TomsChat.LeaveAsync());
        friends.Wait(30);
        friends.World.Run(friends.TomsChat.JoinAsync());
        friends.Wait(30);

        board.AssertValues("Jerry ●, Tom ●", "Tom ●", "nobody", "Tom ●");
    }
}
