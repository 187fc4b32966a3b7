using System.Collections.Concurrent;
using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Many connections on many threads, in real time.</summary>
public class ConcurrencyTests
{
    sealed class Sink : IFrameSink
    {
        public ConcurrentQueue<Frame> Frames { get; } = new();

        public TaskCompletionSource<ConversationFrame> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Send(Frame frame)
        {
            Frames.Enqueue(frame);
            if (frame is ConversationFrame { Operation: ConversationOperations.Started } started)
                Started.TrySetResult(started);
        }

        /// <summary>The message that came last.</summary>
        public volatile DirectFrame? Last;

        public void Send(FanOutFrame broadcast, string peerId)
        {
            Frames.Enqueue(broadcast.Frame);
            Last = broadcast.Frame as DirectFrame ?? Last;
        }

        public void Close(int code, string reason)
        {
        }
    }

    [Theory] // Law 6
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Speed", "slow")]
    public async Task Everybody_sees_all_messages_of_a_conversation_in_the_same_order(bool isYielding)
    {
        const int clients = 8;
        const int messages = 500;
        var engine = new MessagingEngine(isYielding ? Later.Store() : new InMemoryMessageStore());
        var sinks = Enumerable.Range(0, clients).Select(_ => new Sink()).ToArray();
        var connections = sinks.Select(sink => engine.Connect(sink, new ClientConnectionInfo { Dialect = Dialect.UnreadCountsUntilRead })).ToArray();
        for (var index = 0; index < clients; index++)
            await connections[index]
                .ReceiveAsync(new SessionFrame { Operation = SessionOperations.Open, ApplicationId = "demo", PeerId = $"c{index}", SerialId = 0 });
        await connections[0].ReceiveAsync(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = [.. Enumerable.Range(1, clients - 1).Select(index => $"c{index}")],
            PeerId = "c0",
            SerialId = 0
        });
        var conversation = (await sinks[0].Started.Task).ConversationId;

        await Task.WhenAll(Enumerable.Range(0, clients).Select(index => Task.Run(async () =>
        {
            for (var number = 1; number <= messages; number++)
            {
                await connections[index]
                    .ReceiveAsync(new DirectFrame { ConversationId = conversation, Body = $"{number}", PeerId = $"c{index}", SerialId = number });
                if (number % 10 == 0)
                    await connections[index].ReceiveAsync(new ReadFrame { ConversationId = conversation, PeerId = $"c{index}" });
                if (number % 25 == 0)
                    await connections[index]
                        .ReceiveAsync(new ConversationFrame
                        {
                            Operation = ConversationOperations.Update,
                            ConversationId = conversation,
                            Attributes = System.Text.Json.JsonDocument.Parse("{}").RootElement,
                            PeerId = $"c{index}",
                            SerialId = -number
                        });
                if (sinks[index].Last is { } message)
                    await connections[index].ReceiveAsync(new AckFrame { ConversationId = conversation, MessageId = message.MessageId, PeerId = $"c{index}" });
            }
        })));

        await engine.DisposeAsync();
        Assert.Equal(0, engine.PendingCommandCount);
        List<(long, string)> all = [];
        for (var index = 0; index < clients; index++)
        {
            var acks = sinks[index].Frames.OfType<AckFrame>().Select(it => (it.SerialId, it.Code)).ToList();
            Assert.Equal(Enumerable.Range(1, messages).Select(number => ((int?)number, (int?)null)), acks);
            var seen = sinks[index].Frames.OfType<DirectFrame>().Select(it => (it.Timestamp!.Value, it.MessageId!)).ToList();
            Assert.Equal((clients - 1) * messages, seen.Count);
            Assert.Equal(seen.OrderBy(it => it.Item1).ThenBy(it => it.Item2, StringComparer.Ordinal), seen);
            all.AddRange(seen);
        }
        Assert.Equal(clients * messages, all.Distinct().Count());
    }
}
