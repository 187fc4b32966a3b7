using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Last wills (protocol.md §7.4).</summary>
public class WillTests
{
    readonly World _world = new();

    static DirectFrame Will(string conversation, string body) => new() { ConversationId = conversation, Body = body, IsWill = true };

    [Fact]
    public void The_last_will_is_delivered_when_the_connection_breaks_with_the_id_and_time_of_its_ack()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var (first, second) = (tom.Start(["Jerry"], jerry), tom.Start(["Jerry"], jerry));
        tom.Ask<AckFrame>(Will(first, "first"));
        var ack = tom.Ask<AckFrame>(Will(second, "I am lost"));
        jerry.AssertQuiet();
        _world.Pass(TimeSpan.FromSeconds(9));

        tom.Drop();

        var will = jerry.Take<DirectFrame>();
        Assert.Equal((second, "I am lost", "Tom", ack.MessageUid, ack.Timestamp),
            (will.ConversationId, will.Body, will.FromPeerId, will.MessageId, will.Timestamp));
        jerry.AssertQuiet();
        Assert.Empty(jerry.History(second));
    }

    [Theory]
    [InlineData("silenced")]
    [InlineData("blocked")]
    [InlineData("removed")]
    public async Task Who_may_not_send_any_more_leaves_no_will(string how)
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = jerry.Start(["Tom"], tom);
        tom.Ask<AckFrame>(Will(conversation, "abuse"));
        var moderation = _world.Engine.Applications["demo"].Moderation;
        var token = TestContext.Current.CancellationToken;
        if (how == "silenced")
            await moderation.SilenceAsync(conversation, ["Tom"], cancellationToken: token);
        else if (how == "blocked")
            await moderation.BlockAsync(conversation, ["Tom"], cancellationToken: token);
        else
            await _world.Operator().Conversations.RemoveMembersAsync(conversation, ["Tom"], token);
        jerry.TakeAll();

        tom.Drop();

        jerry.AssertQuiet();
    }

    [Fact]
    public void A_silent_connection_leaves_its_will_too()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        tom.Ask<AckFrame>(Will(tom.Start(["Jerry"], jerry), "I am lost"));
        _world.Pass(TimeSpan.FromMinutes(5));
        jerry.SendRaw(HeartbeatFrame.Instance);
        jerry.TakeAll();

        _world.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal("I am lost", jerry.Take<DirectFrame>().Body);
    }

    [Fact]
    public async Task A_logout_a_clean_close_a_kick_and_a_shutdown_deliver_nothing()
    {
        var jerry = _world.Login("Jerry");
        TestDevice Mortal(string name)
        {
            var device = _world.Login(name);
            device.Ask<AckFrame>(Will(device.Start(["Jerry"], jerry), "I am lost"));
            return device;
        }

        Mortal("a").Send(new SessionFrame { Operation = SessionOperations.Close });
        Mortal("b").Drop(isClean: true);
        Mortal("c");
        await _world.Engine.Applications["demo"].Clients.KickAsync("c", cancellationToken: TestContext.Current.CancellationToken);
        Mortal("d");
        await _world.DisposeAsync();

        jerry.AssertQuiet();
    }
}
