using LeanRx.Protocol;
namespace LeanRx.Server.AspNetCore.Tests;

[Trait("Speed", "slow")]
public class RoomFloodTests : ServerTest
{
    [Theory]
    [InlineData("lc.json.3")]
    [InlineData("lc.protobuf2.3")]
    public async Task In_a_flooded_room_a_slow_reader_misses_what_is_least_urgent_first_and_stays(string subprotocol)
    {
        var log = new LogLines { Without = "LeanRx.Server.Demo" };
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions
            {
                LoggerFactory = log,
                Limits = new ServerLimits { MaxPendingBytes = 1024 * 1024 }
            }
        });
        var system = server.Engine.Applications["demo"];
        var room = (await system.Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.ChatRoom })).Id;
        var reader = await SlowReader.ConnectAsync(server.WebSocketUrl, subprotocol, room, Patience);
        await using var _ = reader;
        var counts = new Dictionary<DeliveryPriority, int> { [DeliveryPriority.Low] = 4000, [DeliveryPriority.Normal] = 2000, [DeliveryPriority.High] = 20 };

        foreach (var (priority, count) in counts)
            for (var number = 0; number < count; number++)
                await system.Messages.SendAsync(room,
                    new SystemMessage("system", $"{priority} {number} {new string('x', 4_000)}") { IsTransient = true, Priority = priority });

        var heard = await reader.ReadUntilAsync($"{DeliveryPriority.High} {counts[DeliveryPriority.High] - 1}");
        Assert.Equal(counts[DeliveryPriority.High], heard.Count(it => it.StartsWith("High", StringComparison.Ordinal)));
        Assert.InRange(heard.Count(it => it.StartsWith("Normal", StringComparison.Ordinal)), 1, counts[DeliveryPriority.Normal] - 1);
        Assert.InRange(heard.Count(it => it.StartsWith("Low", StringComparison.Ordinal)), 1, counts[DeliveryPriority.Low] - 1);
        Assert.Equal(heard.OrderBy(it => it[0] switch { 'L' => 0, 'N' => 1, _ => 2 })
            .ThenBy(it => int.Parse(it.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)), heard);
        Assert.False(log.First.IsCompleted);
    }
}
