using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>What a send costs, counted in bytes and in questions to the store, does not grow with the conversations that are in memory.</summary>
public class SendGrowthTests
{
    const int Sends = 100;

    [Fact]
    public async Task A_send_costs_the_same_among_ten_times_as_many_open_conversations()
    {
        var (few, many) = (await CostAsync(conversations: 200), await CostAsync(conversations: 2000));

        Assert.Equal((0, 0), (few.Finds, many.Finds));
        Assert.True(many.Bytes <= few.Bytes * 1.02, $"{few.Bytes} bytes for {Sends} sends among 200 conversations, {many.Bytes} among 2,000");
    }

    static async Task<(long Bytes, int Finds)> CostAsync(int conversations)
    {
        var store = new EveryConversation();
        await using var world = new World(new ServerOptions { Limits = ServerLimits.Unlimited }, store);
        var tom = world.Login("Tom");
        for (var number = 0; number < conversations; number++)
            Say(number);
        store.Finds = 0;

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < Sends; number++)
            Say(number * (conversations / Sends));
        return (GC.GetAllocatedBytesForCurrentThread() - before, store.Finds);

        void Say(int number) => Assert.Null(tom.Say($"{number:D24}", "hi").Code);
    }
}
