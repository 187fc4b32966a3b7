using System.Reactive.Subjects;
using LeanRx.Testing;

namespace Composition;

public class DraftsTests
{
    [Fact]
    public void A_line_says_whether_it_is_on_its_way_or_waits_for_the_network()
    {
        var friends = new TwoFriends();
        var drafts = new Subject<string>();
        var lines = drafts.SendVia(friends.TomsChat, friends.Tom.StateChanges, friends.World.Scheduler).Record(friends.World.Scheduler);
        friends.Wait(1);

        drafts.OnNext("one");
        friends.Wait(1);
        new FaultPlan(new CutFault(TimeSpan.Zero, "Tom"), new RefusedDialsFault(TimeSpan.Zero, TimeSpan.FromSeconds(20))).ApplyTo(friends.World);
        friends.Wait(1);
        drafts.OnNext("two");
        drafts.OnNext("three");
        friends.Wait(60);

        lines.AssertValues(
            new("one", "sending"), new("one", "sent"),
            new("two", "waits for the network"), new("three", "waits for the network"),
            new("two", "sent"), new("three", "sent"));
    }
}
