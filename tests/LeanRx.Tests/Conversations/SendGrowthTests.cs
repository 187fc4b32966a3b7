using LeanRx.Client.Internal;
using LeanRx.Connections.Internal;

namespace LeanRx.Tests.Conversations;

/// <summary>What a send costs, counted in bytes, does not grow with the conversations that the client holds.</summary>
[Collection(CountsTheProcess.Name)]
public class SendGrowthTests
{
    const int Sends = 500;

    [Fact]
    public async Task A_send_costs_the_same_among_ten_times_as_many_open_conversations()
    {
        var (few, many) = (await BytesAsync(conversations: 500), await BytesAsync(conversations: 5000));

        Assert.True(many <= few * 1.02, $"{few} bytes for {Sends} sends among 500 conversations, {many} among 5,000");
    }

    /// <summary>Bytes that the thread allocates which sends, and brings the answers.</summary>
    static async Task<long> BytesAsync(int conversations)
    {
        var server = new AckServer();
        var session = new Session(new LeanClientOptions { Server = SessionWorld.Server, ClientId = "tom", Transport = server });
        var core = new ClientCore(session);
        session.Attach(core);
        await session.OpenAsync();
        var rooms = Enumerable.Range(0, conversations).Select(number => core.Conversation($"room{number}")).ToArray();
        for (var number = 0; number < conversations; number++)
            Send(number, number);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < Sends; number++)
            Send(number * (conversations / Sends), conversations + number);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(rooms);
        await session.DisposeAsync();
        return bytes;

        void Send(int room, int message)
        {
            var sending = rooms[room].SendAsync("hi");
            server.Ack(server.LastSerialId, $"m{message:D8}");
            Assert.True(sending.IsCompletedSuccessfully);
        }
    }
}
