using LeanRx.Client.Internal;
using LeanRx.Connections.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>On the thread pool what carried one send carries the next: whatever comes late for the one is nothing to the other.</summary>
[Collection(CountsTheProcess.Name)]
public class ReusedSendTests
{
    const int Sends = 1000;

    static async Task<(Session Session, Conversation Room)> OpenAsync(ITransport transport)
    {
        var session = new Session(new LeanClientOptions
        {
            Server = SessionWorld.Server,
            ClientId = "tom",
            Transport = transport,
            ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromTicks(1), TimeSpan.FromTicks(1)),
        });
        var core = new ClientCore(session);
        session.Attach(core);
        await session.OpenAsync();
        return (session, core.Conversation("room"));
    }

    [Fact]
    public async Task An_answer_that_comes_twice_does_not_end_the_next_send()
    {
        var server = new AckServer();
        var (session, room) = await OpenAsync(server);

        var first = room.SendAsync("one");
        var serial = server.LastSerialId;
        server.Ack(serial, "m1");
        Assert.Equal("m1", (await first).MessageId);
        var second = room.SendAsync("two");
        server.Ack(serial, "m1");
        server.Refuse(serial);
        Assert.False(second.IsCompleted);
        server.Ack(server.LastSerialId, "m2");

        Assert.Equal("m2", (await second).MessageId);
        Assert.Equal("m1", (await first).MessageId);
        Assert.Equal(("m2", "two"), (room.LastMessage!.Id, ((TextMessage)room.LastMessage).Text));
        await session.DisposeAsync();
    }

    [Fact]
    public async Task A_token_that_is_cancelled_late_does_not_end_the_next_send()
    {
        var server = new AckServer();
        var (session, room) = await OpenAsync(server);
        using var source = new CancellationTokenSource();

        var first = room.SendAsync("one", source.Token);
        server.Ack(server.LastSerialId, "m1");
        var second = room.SendAsync("two");
        source.Cancel();
        server.Ack(server.LastSerialId, "m2");

        Assert.Equal(("m1", "m2"), ((await first).MessageId, (await second).MessageId));
        await session.DisposeAsync();
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Each_of_many_sends_has_its_own_answer_over_a_socket_that_drops_and_a_server_that_says_everything_twice()
    {
        var server = new AckServer { Answers = true, DropsAfter = 499 };
        var (session, room) = await OpenAsync(server);

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() => SendManyAsync(room, thread))));

        Assert.Equal(8 * Sends, counts.Sum());
        Assert.Equal(0, session.Diagnostics.Registrations);
        await session.DisposeAsync();
        Assert.Equal((0, 0), (session.Diagnostics.WaitingCommands, session.Diagnostics.InFlightCommands));
    }

    static async Task<int> SendManyAsync(Conversation room, int thread)
    {
        using var source = new CancellationTokenSource();
        var ended = 0;
        for (var send = 0; send < Sends; send++)
        {
            // What ends with 7 is refused.
            var text = $"{thread}-{send}";
            try
            {
                var ack = await room.SendAsync(text, send % 5 == 0 ? source.Token : CancellationToken.None);
                Assert.Equal(text, ack.MessageId);
                Assert.NotEqual(7, send % 10);
            }
            catch (ServerRejectedException refusal)
            {
                Assert.Equal((4401, 7), (refusal.Code, send % 10));
            }
            ended++;
        }
        return ended;
    }

    [Fact]
    public async Task An_awaited_text_costs_its_task_its_acknowledgement_and_its_id()
    {
        var server = new AckServer();
        var (session, room) = await OpenAsync(server);
        var tasks = new Task<MessageAck>[Sends];

        Exchange();
        var cost = Exchange();

        Assert.All(tasks, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.True(cost < 200, $"{cost} bytes for each send");
        await session.DisposeAsync();

        long Exchange()
        {
            var sending = Allocated(() =>
            {
                for (var send = 0; send < Sends; send++)
                    tasks[send] = room.SendAsync("hello");
            });
            var serial = server.LastSerialId - Sends;
            var answers = Enumerable.Range(serial + 1, Sends).Select(static serial => AckServer.AckOf(serial, "m0000000001")).ToArray();
            var answering = Allocated(() =>
            {
                foreach (var answer in answers)
                    server.Tell(answer);
            });
            return (sending + answering) / Sends;
        }
    }

    static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
