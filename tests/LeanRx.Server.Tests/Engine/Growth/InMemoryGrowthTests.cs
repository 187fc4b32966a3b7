using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>What is made for a call in memory, counted in bytes, does not grow with what the call does not touch.</summary>
public class InMemoryGrowthTests
{
    [Fact]
    public async Task Broadcasts_and_pages_of_conversations_cost_the_same_in_a_large_application()
    {
        var (small, large) = (await CostsAsync(100), await CostsAsync(1000));

        foreach (var ((call, few), (_, many)) in small.Zip(large))
            Assert.True(many <= few * 1.3, $"{call}: {few} bytes among 100 conversations, {many} among 1,000");
    }

    [Fact]
    public void A_room_with_many_in_it_is_counted_as_cheaply()
    {
        var (small, large) = (BytesOfCounting(10), BytesOfCounting(300));

        Assert.True(large <= small * 1.1, $"{small} bytes with 10 in the room, {large} with 300");
    }

    static async Task<List<(string Call, long Bytes)>> CostsAsync(int conversations)
    {
        await using var store = new InMemoryMessageStore();
        for (var number = 0; number < conversations; number++)
        {
            var id = $"{number:D24}";
            await store.Conversations.SaveAsync(new ConversationRecord { ApplicationId = "demo", Id = id, Members = ["Tom"] });
            await store.Messages.AppendAsync(Message(id) with { ValidUntil = number == 7 ? 100 : null });
        }
        List<(string, long)> costs = [];
        await Measure("broadcasts", async () => Assert.Single(await store.Messages.FindBroadcastsAsync("demo", null, null, 0, 10)));
        await Measure("page", async () => Assert.Equal(10, (await store.Conversations.ScanAsync("demo", $"{50:D24}", 10)).Count));
        return costs;

        async Task Measure(string call, Func<Task> run)
        {
            await run();
            var before = GC.GetAllocatedBytesForCurrentThread();
            await run();
            costs.Add((call, GC.GetAllocatedBytesForCurrentThread() - before));
        }
    }

    static long BytesOfCounting(int clients)
    {
        var world = new World();
        var tom = world.Login("Tom");
        var room = tom.StartRoom();
        for (var number = 0; number < clients; number++)
            world.Login($"m{number}").Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = [$"m{number}"] });
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Count() =>
            Assert.Equal(clients + 1, tom.Do(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = room }).Count);
    }

    static StoredMessage Message(string conversation) =>
        new() { ApplicationId = "demo", ConversationId = conversation, Id = "a", From = "Tom", Timestamp = 1, Data = "hi" };
}
