using System.Reactive.Subjects;
using LeanRx.Testing;

namespace Composition;

public class UnreadCountsTests
{
    [Fact]
    public void Each_conversation_counts_for_itself_and_a_loss_of_the_network_counts_nothing_twice()
    {
        var friends = new TwoFriends();
        var work = friends.World.Run(friends.Tom.CreateConversationAsync(["Jerry"], new() { Name = "work" }));
        var (home, read) = (friends.TomsChat, new Subject<string>());
        var badges = friends.Jerry.Messages.CountUnread(read).Record(friends.World.Scheduler);

        friends.World.Run(home.SendAsync("Cheese?"));
        friends.World.Run(work.SendAsync("The report?"));
        friends.Wait(1);
        friends.World.Network.Cut("Jerry");
        friends.World.Run(work.SendAsync("Hello?"));
        friends.Wait(10);
        read.OnNext(work.Id);
        friends.World.Run(work.SendAsync("Thanks"));
        friends.Wait(1);

        badges.AssertValues((home.Id, 1), (work.Id, 1), (work.Id, 2), (work.Id, 0), (work.Id, 1));
    }
}
