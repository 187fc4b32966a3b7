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
        friends.World.Run(friends.TomsChat.AddMembersAsync("Spike"));
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
}
