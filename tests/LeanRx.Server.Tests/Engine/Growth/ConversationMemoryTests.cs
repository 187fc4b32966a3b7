using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>What a conversation takes in memory while nobody uses it.</summary>
[Trait("Speed", "slow")]
[Collection(nameof(MemoryTests))]
public class ConversationMemoryTests
{
    [Fact]
    public async Task An_idle_conversation_takes_little_more_than_its_record_and_its_last_message()
    {
        const int Conversations = 2000;
        await using var world = new World(new ServerOptions { Limits = ServerLimits.Unlimited }, new EveryConversation());
        var tom = world.Login("Tom");
        Say(0, 100); // Whatever is made once is made by that.
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Say(100, Conversations);

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Conversations;
        Assert.InRange(bytes, 500, 1800);

        void Say(int first, int count)
        {
            for (var number = first; number < first + count; number++)
                Assert.Null(tom.Say($"{number:D24}", "hi").Code);
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Of_many_busy_conversations_each_keeps_few_messages(int conversations)
    {
        var kept = new Limits.Internal.RecentTotal(capacity: 1000);
        var recent = Enumerable.Range(0, conversations).Select(_ => new Server.Conversations.Internal.RecentMessages(kept)).ToList();
        for (var number = 0; number < 200; number++)
            foreach (var one in recent)
                one.Add(EveryConversation.Message(number));

        // Beyond the capacity of all, each keeps the least.
        Assert.InRange(kept.Count, 1, 1000 + (conversations * 4));
        Assert.All(recent, one => Assert.NotNull(one.Last));
        recent.ForEach(one => one.Release());
        Assert.Equal(0, kept.Count);
        await Task.CompletedTask;
    }
}
