using System.Reactive.Concurrency;

namespace LeanRx.Testing.Tests;

public class EditingTests
{
    [Fact]
    public void Jerry_hears_that_Tom_thought_better_of_it_and_then_took_it_back()
    {
        var world = new VirtualWorld(new HistoricalScheduler());
        var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
        world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        var changes = jerry.MessageChanges.Record(world.Scheduler);
        var sent = world.Run(chat.SendAsync("hte cat"));

        var edited = world.Run(chat.EditAsync(sent, new TextMessage("the cat")));
        var recalled = world.Run(chat.RecallAsync(sent));
        world.AdvanceBy(TimeSpan.FromSeconds(1));

        changes.AssertValues(edited, recalled);
        var history = world.Run(chat.GetHistoryAsync().ToListAsync().AsTask());
        Assert.IsType<RecalledMessage>(Assert.Single(history));
    }

    [Fact]
    public void Ones_own_changes_are_results_and_not_heard_after_a_reconnect_either()
    {
        var world = new VirtualWorld(new HistoricalScheduler());
        var tom = world.CreateClient("Tom");
        world.Run(tom.OpenAsync());
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        var changes = tom.MessageChanges.Record(world.Scheduler);
        var timeline = chat.Timeline(DateTimeOffset.MinValue).Record(world.Scheduler);
        var sent = world.Run(chat.SendAsync("hte cat"));
        world.Run(chat.EditAsync(sent, new TextMessage("the cat")));
        world.Network.Cut("Tom");
        world.AdvanceBy(TimeSpan.FromMinutes(1));
        changes.AssertValues();
        Assert.Equal([typeof(TimelineEntry.MessageAdded), typeof(TimelineEntry.MessageChanged)], timeline.Values.Select(entry => entry.GetType()));
    }

    [Fact]
    public void A_change_whose_answer_was_lost_is_the_result_once()
    {
        var world = new VirtualWorld(new HistoricalScheduler());
        var tom = world.CreateClient("Tom");
        world.Run(tom.OpenAsync());
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        var timeline = chat.Timeline(DateTimeOffset.MinValue).Record(world.Scheduler);
        var sent = world.Run(chat.SendAsync("hte cat"));
        var editing = chat.EditAsync(sent, new TextMessage("the cat"));
        world.AdvanceBy(TimeSpan.FromMilliseconds(15));
        world.Network.Cut("Tom");
        world.Run(editing);
        world.AdvanceBy(TimeSpan.FromMinutes(1));
        Assert.Equal([typeof(TimelineEntry.MessageAdded), typeof(TimelineEntry.MessageChanged)], timeline.Values.Select(entry => entry.GetType()));
    }
}
