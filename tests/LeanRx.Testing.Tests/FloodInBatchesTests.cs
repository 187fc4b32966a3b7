using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>A flood reaches a window in portions.</summary>
public class FloodInBatchesTests
{
    [Fact]
    [Trait("Speed", "slow")]
    public void Ten_thousand_missed_messages_come_as_lists_of_at_most_a_turn_of_the_scheduler_each()
    {
        var world = new VirtualWorld(new HistoricalScheduler(), new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
        var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
        world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        world.AdvanceBy(TimeSpan.FromSeconds(1));
        var lists = jerry.Messages.InBatches(world.Scheduler).Record(world.Scheduler);
        jerry.Suspend();
        world.AdvanceBy(TimeSpan.FromSeconds(1));
        for (var round = 0; round < 10; round++)
            world.Run(Task.WhenAll(Enumerable.Range(0, 1000).Select(number => chat.SendAsync($"{(round * 1000) + number}"))));
        jerry.Resume();
        world.AdvanceBy(TimeSpan.FromMinutes(1));
        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(number => $"{number}"),
            lists.Values.SelectMany(list => list).Select(message => ((TextMessage)message).Text));
        Assert.All(lists.Values, list => Assert.True(list.Count <= 1024, $"{list.Count}"));
        Assert.True(lists.Values.Count < 100, $"{lists.Values.Count}");
    }
}
