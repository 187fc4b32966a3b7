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
}
