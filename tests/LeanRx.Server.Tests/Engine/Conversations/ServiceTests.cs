using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Service conversations: subscribing, and who hears whom (protocol.md §7.2).</summary>
public class ServiceTests
{
    readonly World _world = new(new ServerOptions { Limits = new ServerLimits { MaxMembers = 2 } });

    [Fact]
    public async Task A_client_subscribes_by_adding_itself_and_nobody_is_told()
    {
        var service = await _world.ServiceAsync("Tom");
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));

        var added = jerry.Subscribe(service);

        Assert.Equal((ConversationOperations.Added, service), (added.Operation, added.ConversationId));
        Assert.Equal(["Jerry"], added.AllowedClientIds!);
        tom.AssertQuiet();
        jerry.AssertQuiet();
        Assert.Equal(["Tom", "Jerry"], (await _world.Operator().Conversations.FindAsync(service))!.Members);
    }

    [Fact]
    public async Task A_client_unsubscribes_by_removing_itself_and_nobody_is_told()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));

        Assert.Equal(["Jerry"], jerry.Unsubscribe(service).AllowedClientIds!);

        tom.AssertQuiet();
        jerry.AssertQuiet();
        Assert.Equal(["Tom"], (await _world.Operator().Conversations.FindAsync(service))!.Members);
    }

    [Fact]
    public async Task Any_number_subscribes()
    {
        var service = await _world.ServiceAsync();
        foreach (var name in (string[])["1", "2", "3", "4"])
            Assert.Equal([name], _world.Login(name).Subscribe(service).AllowedClientIds!);

        Assert.Equal(4, _world.Login("5").Do(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = service }).Count);
    }

    [Fact]
    public async Task Nobody_subscribes_or_unsubscribes_others()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        var tom = _world.Login("Tom");

        Assert.Equal(ErrorCodes.NormalConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = service, Members = ["Tom", "Spike"] }).Code);
        Assert.Equal(ErrorCodes.NormalConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = service, Members = ["Jerry"] }).Code);
    }

    [Fact]
    public async Task A_client_whom_the_service_blocks_does_not_subscribe()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        await _world.Engine.Applications["demo"].Moderation.BlockAsync(service, ["Jerry"]);
        Assert.Equal([ConversationOperations.Blocked], jerry.TakeAll().Cast<ConversationFrame>().Select(frame => frame.Operation));
        tom.AssertQuiet();

        Assert.Equal(ErrorCodes.BlockedByConv, jerry.Subscribe(service).FailedClientIds!.Single().Code);
        Assert.Equal(ErrorCodes.BlockedByConv, jerry.Say(service, "hi").Code);
    }

    [Fact]
    public async Task A_client_sees_its_own_subscription_and_nobody_elses()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        var (tom, spike) = (_world.Login("Tom"), _world.Login("Spike"));

        Assert.Equal(("""["Tom"]""", true), Seen(tom));
        Assert.Equal(("[]", false), Seen(spike));
        Assert.Equal($$"""{"{{service}}":true}""", IsMember(tom));
        Assert.Equal($$"""{"{{service}}":false}""", IsMember(spike));
        Assert.Equal(ErrorCodes.NormalConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.MaxRead, ConversationId = service }).Code);

        (string Members, bool IsJoined) Seen(TestDevice device)
        {
            var found = device.Do(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json("""{"sys":true}""") }).Results!.Value[0];
            return (found.GetProperty("m").GetRawText(), found.GetProperty("joined").GetBoolean());
        }

        string IsMember(TestDevice device) =>
            device.Do(new ConversationFrame { Operation = ConversationOperations.IsMember, ConversationIds = [service] }).Results!.Value.GetRawText();
    }

    [Fact]
    public async Task Since_when_somebody_subscribes_is_known_and_begins_anew_with_a_new_subscription()
    {
        var (service, other) = (await _world.ServiceAsync(), await _world.ServiceAsync());
        var tom = _world.Login("Tom");
        tom.Subscribe(service);
        var first = _world.Now;
        _world.Pass(TimeSpan.FromMinutes(1));
        tom.Subscribe(other);
        var second = _world.Now;
        Assert.Equal([OfTom(service, first), OfTom(other, second)], await _world.Operator().Subscribers.FindSubscriptionsAsync("Tom"));

        tom.Unsubscribe(service);
        _world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal([OfTom(other, second)], await _world.Operator().Subscribers.FindSubscriptionsAsync("Tom"));
        tom.Subscribe(service);

        Assert.Equal([OfTom(other, second), OfTom(service, _world.Now)], await _world.Operator().Subscribers.FindSubscriptionsAsync("Tom"));
        Assert.Equal([OfTom(service, _world.Now)], await _world.Operator().Subscribers.FindAsync(service));
        Assert.Empty(await _world.Operator().Subscribers.FindAsync(service, after: "Tom"));
    }

    static Subscription OfTom(string service, long since) =>
        new() { ConversationId = service, ClientId = "Tom", SubscribedAt = DateTimeOffset.FromUnixTimeMilliseconds(since) };

    [Fact]
    public async Task A_subscriber_mutes_the_service()
    {
        var service = await _world.ServiceAsync("Tom");
        var tom = _world.Login("Tom");

        tom.Do(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = service });

        Assert.Equal(["Tom"], (await _world.Operator().Conversations.FindAsync(service))!.Muted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_client_says_to_a_service_its_operator_reads_and_its_own_devices_alone_hear(bool isSubscribed)
    {
        var service = await _world.ServiceAsync("Tom", isSubscribed ? "Jerry" : "Spike");
        var (tom, jerry, pad) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Jerry"));

        var ack = jerry.Say(service, "help", receipt: true);

        Assert.Null(ack.Code);
        tom.AssertQuiet();
        jerry.AssertQuiet();
        var delivery = pad.Take<DirectFrame>();
        Assert.Equal((ack.MessageUid, "Jerry", "help", 3), (delivery.MessageId, delivery.FromPeerId, delivery.Body, delivery.ConversationType));
        var stored = Assert.Single(await _world.Operator().Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = "demo", ConversationId = service }));
        Assert.Equal((ack.MessageUid, "help"), (stored.Id, stored.Data));
        Assert.Equal("help", jerry.History(service).Bodies());
        Assert.Empty(tom.History(service));
    }

    [Fact] // Law 7.
    public async Task A_send_to_a_service_that_is_repeated_is_stored_once()
    {
        var service = await _world.ServiceAsync();
        var tom = _world.Login("Tom");
        var frame = new DirectFrame { ConversationId = service, Body = "help", DeduplicationToken = "once" };

        Assert.Equal(tom.Ask<AckFrame>(frame).MessageUid, tom.Ask<AckFrame>(frame).MessageUid);

        Assert.Single(tom.History(service));
    }

    [Fact]
    public async Task A_message_to_all_reaches_subscribers_and_one_to_some_reaches_those()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        var (tom, jerry, spike) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Spike"));

        await _world.TellAsync(service, "news");
        await _world.TellAsync(service, "secret", "Jerry", "Spike");

        Assert.Equal("news", tom.TakeBodies());
        Assert.Equal("news secret", jerry.TakeBodies());
        Assert.Equal("secret", spike.TakeBodies());
        Assert.Equal("news", tom.History(service).Bodies());
        Assert.Equal("news secret", jerry.History(service).Bodies());
        Assert.Equal("news secret", spike.History(service).Bodies());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_service_says_in_the_name_of_a_client_this_client_neither_edits_nor_recalls(bool isBroadcast)
    {
        var service = await _world.ServiceAsync("Tom");
        var (tom, news) = (_world.Login("Tom"), _world.Login("service"));
        var message = isBroadcast ? await _world.BroadcastAsync(service, "news") : await _world.TellAsync(service, "news", "Tom");
        PatchFrame Patch(bool isRecall) =>
            new()
            {
                Operation = PatchOperations.Modify,
                Patches = [new PatchItem { ConversationId = service, MessageId = message.Id, Data = "fake news", IsRecall = isRecall }]
            };

        Assert.Equal(ErrorCodes.MessageOwnershipRequired, news.Fail(Patch(isRecall: false)).Code);
        Assert.Equal(ErrorCodes.MessageOwnershipRequired, news.Fail(Patch(isRecall: true)).Code);

        Assert.Equal("news", tom.History(service).Bodies());
    }

    [Fact]
    public async Task Edits_reach_those_who_have_the_message()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        var (tom, jerry, spike) = (Login("Tom"), Login("Jerry"), Login("Spike"));
        var (news, secret, shout) =
            (await _world.TellAsync(service, "news"), await _world.TellAsync(service, "secret", "Spike"), await _world.BroadcastAsync(service, "shout"));
        foreach (var device in (TestDevice[])[tom, jerry, spike])
            device.TakeAll();

        await _world.Operator().Messages.ModifyAsync(service, news.Id, "1");
        await _world.Operator().Messages.ModifyAsync(service, secret.Id, "2");
        await _world.Operator().Messages.ModifyAsync(service, shout.Id, "3");

        Assert.Equal(("1 3", "1 3", "2 3"), (Edits(tom), Edits(jerry), Edits(spike)));

        TestDevice Login(string name) => _world.Login(name, capabilities: SessionCapabilities.MessagePatches);

        static string Edits(TestDevice device) => string.Join(' ', device.TakeAll().Cast<PatchFrame>().Select(frame => frame.Patches!.Single().Data));
    }

    [Fact]
    public async Task Messages_for_some_are_bounded_and_go_out_through_services_only()
    {
        var service = await _world.ServiceAsync();
        var normal = (await _world.Operator().Conversations.CreateAsync(new NewConversation { Members = ["Tom"] })).Id;

        await Assert.ThrowsAsync<ArgumentException>(() => _world.TellAsync(service, "hi", [.. Enumerable.Range(0, 21).Select(number => $"client {number}")]));
        Assert.Equal(ErrorCodes.SystemConversationRequired,
            (await Assert.ThrowsAsync<OperationRefusedException>(() => _world.TellAsync(normal, "hi", "Tom"))).Code);
        Assert.Equal(ErrorCodes.InvalidLogin, (await Assert.ThrowsAsync<OperationRefusedException>(() => _world.TellAsync(service, "hi", ""))).Code);
        await Assert.ThrowsAsync<ArgumentException>(async () => await _world.Operator()
            .Messages.SendAsync(service, new SystemMessage("service", "hi") { ValidUntil = _world.Clock.Now.AddDays(1) }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _world.Operator()
            .Messages.BroadcastAsync(service, new SystemMessage("service", "hi") { ToClientIds = ["Tom"] }));
        await Assert.ThrowsAsync<ArgumentException>(() => _world.BroadcastAsync(service, "hi", TimeSpan.FromDays(32)));
        await Assert.ThrowsAsync<ArgumentException>(() => _world.BroadcastAsync(service, "hi", TimeSpan.Zero));
    }
}
