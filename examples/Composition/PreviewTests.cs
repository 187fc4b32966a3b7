using System.Reactive.Linq;
using System.Reactive.Subjects;
using LeanRx;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace Composition;

public class PreviewTests
{
    [Fact]
    public void A_pointer_that_passes_ten_rows_asks_once()
    {
        var friends = new TwoFriends();
        var rows = Enumerable.Range(1, 10).Select(number => friends.World.Run(friends.Tom.CreateConversationAsync(["Jerry"], new() { Name = $"row {number}" })))
            .ToArray();
        var hovered = new Subject<string>();
        var shown = hovered.FetchWhereItRests(friends.Jerry, friends.World.Scheduler).Select(conversation => conversation!.Name)
            .Record(friends.World.Scheduler);
        var asked = friends.Jerry.Frames.Where(record => record is { Direction: FrameDirection.Sent, Frame: ConversationFrame })
            .Record(friends.World.Scheduler);

        foreach (var row in rows)
        {
            hovered.OnNext(row.Id);
            friends.Wait(0.05);
        }
        friends.Wait(1);

        shown.AssertValues("row 10");
        Assert.Single(asked.Values);
    }

    [Fact]
    public void An_answer_that_comes_too_late_is_not_shown()
    {
        var friends = new TwoFriends();
        var (slow, quick) = (friends.World.Run(friends.Tom.CreateConversationAsync(["Jerry"], new() { Name = "slow" })), friends.TomsChat);
        var hovered = new Subject<string>();
        var shown = hovered.FetchWhereItRests(friends.Jerry, friends.World.Scheduler).Select(conversation => conversation!.Id).Record(friends.World.Scheduler);
        friends.World.Network.Conditions = friends.World.Network.Conditions with { Latency = TimeSpan.FromSeconds(2) };

        hovered.OnNext(slow.Id);
        friends.Wait(1);
        hovered.OnNext(quick.Id);
        friends.Wait(10);

        shown.AssertValues(quick.Id);
    }

    [Fact]
    public void A_row_that_cannot_be_fetched_is_empty_and_the_next_one_is_not()
    {
        var friends = new TwoFriends();
        var hovered = new Subject<string>();
        var shown = hovered.FetchWhereItRests(friends.Jerry, friends.World.Scheduler).Select(conversation => conversation?.Id).Record(friends.World.Scheduler);
        new FaultPlan(new CutFault(TimeSpan.Zero, "Jerry"), new RefusedDialsFault(TimeSpan.Zero, TimeSpan.FromMinutes(3))).ApplyTo(friends.World);

        hovered.OnNext("unreachable");
        friends.Wait(600);
        hovered.OnNext(friends.TomsChat.Id);
        friends.Wait(1);

        shown.AssertValues(null, friends.TomsChat.Id);
    }
}
