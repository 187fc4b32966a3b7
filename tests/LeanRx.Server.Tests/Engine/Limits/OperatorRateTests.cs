using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Rates of operators' messages per application (protocol.md §10.3).</summary>
public class OperatorRateTests
{
    const int Refused = 4116;

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task One_message_over_the_rate_closes_all_of_them_for_a_minute()
    {
        await using var world = new World(new ServerOptions { Limits = ServerLimits.Default with { OperatorMessagesPerMinute = 3 } });
        var (normal, room) = (await CreateAsync(world, ConversationKind.Normal), await CreateAsync(world, ConversationKind.ChatRoom));
        var sent = await world.Operator().Messages.SendAsync(normal, new SystemMessage("system", "1"));
        await world.Operator().Messages.ModifyAsync(normal, sent.Id, "2");
        await world.Operator().Messages.RecallAsync(normal, sent.Id);
        world.Pass(Minute - Instant);

        Assert.Equal(Refused, await SendAsync(world, room));
        world.Pass(Minute - Instant);
        Assert.Equal(Refused, await SendAsync(world, normal));
        world.Pass(Instant);
        Assert.Null(await SendAsync(world, normal));
    }

    [Fact]
    public async Task A_minute_begins_with_the_first_message_in_it()
    {
        await using var world = new World(new ServerOptions { Limits = ServerLimits.Default with { OperatorMessagesPerMinute = 1 } });
        var id = await CreateAsync(world, ConversationKind.Normal);
        Assert.Null(await SendAsync(world, id));
        world.Pass(Minute);
        Assert.Null(await SendAsync(world, id));
    }

    [Fact]
    public async Task Each_kind_has_its_own_rate()
    {
        await using var world =
            new World(new ServerOptions
            {
                Limits = ServerLimits.Default with
                {
                    OperatorMessagesPerMinute = 1,
                    SubscriberBroadcastsPerMinute = 1,
                    GlobalBroadcastsPerMinute = 1
                }
            });
        var (normal, service) = (await CreateAsync(world, ConversationKind.Normal), await CreateAsync(world, ConversationKind.Service));
        int?[] first = [await SendAsync(world, normal), await SendAsync(world, service), await BroadcastAsync(world, service)];
        int?[] second = [await SendAsync(world, normal), await SendAsync(world, service), await BroadcastAsync(world, service)];
        Assert.Equal([null, null, null], first);
        Assert.Equal([Refused, Refused, Refused], second);
    }

    [Fact]
    public async Task Rates_of_a_day_hold_until_midnight()
    {
        await using var world =
            new World(new ServerOptions { Limits = ServerLimits.Default with { SubscriberBroadcastsPerDay = 2, GlobalBroadcastsPerDay = 1 } });
        var service = await CreateAsync(world, ConversationKind.Service);
        Assert.Null(await SendAsync(world, service));
        Assert.Null(await SendAsync(world, service));
        Assert.Null(await BroadcastAsync(world, service));

        world.Pass(TimeSpan.FromHours(12) - Instant);
        Assert.Equal(Refused, await SendAsync(world, service));
        Assert.Equal(Refused, await BroadcastAsync(world, service));
        world.Pass(Instant);
        Assert.Null(await SendAsync(world, service));
        Assert.Null(await BroadcastAsync(world, service));
    }

    [Fact]
    public async Task Applications_do_not_count_for_each_other_and_what_is_refused_does_not_count()
    {
        var other = new AppOptions { ApplicationId = "other" };
        await using var world =
            new World(new ServerOptions { Apps = [AppOptions.Demo, other], Limits = ServerLimits.Default with { OperatorMessagesPerMinute = 1 } });
        var id = await CreateAsync(world, ConversationKind.Normal);
        var foreign = await world.Engine.Applications["other"].Conversations.CreateAsync(new NewConversation());
        await world.Engine.Applications["other"].Messages.SendAsync(foreign.Id, new SystemMessage("system", "x"));
        Assert.Equal(4303, await SendAsync(world, "nowhere"));
        Assert.Null(await SendAsync(world, id));
    }

    [Fact]
    public async Task Without_rates_everything_is_sent()
    {
        await using var world = new World();
        var service = await CreateAsync(world, ConversationKind.Service);
        for (var number = 0; number < 100; number++)
            Assert.Null(await BroadcastAsync(world, service));
    }


    static async Task<string> CreateAsync(World world, ConversationKind kind) =>
        (await world.Operator().Conversations.CreateAsync(new NewConversation { Kind = kind })).Id;

    static Task<int?> SendAsync(World world, string conversationId) =>
        CodeAsync(() => world.Operator().Messages.SendAsync(conversationId, new SystemMessage("system", "x")));

    static Task<int?> BroadcastAsync(World world, string conversationId) =>
        CodeAsync(() => world.Operator().Messages.BroadcastAsync(conversationId, new SystemMessage("system", "x")));

    /// <summary>The code with which a call is refused; null when it is not.</summary>
    static async Task<int?> CodeAsync(Func<ValueTask<StoredMessage>> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (OperationRefusedException refusal)
        {
            return refusal.Code;
        }
    }
}
