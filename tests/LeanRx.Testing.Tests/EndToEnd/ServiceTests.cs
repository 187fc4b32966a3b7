using System.Reactive.Linq;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;
using Microsoft.Reactive.Testing;

namespace LeanRx.Testing.Tests.EndToEnd;

/// <summary>Service conversations as their subscribers and others see them (protocol.md §7.2, §7.3).</summary>
public class ServiceTests
{
    readonly VirtualWorld _world = new(new TestScheduler());
    readonly string _service;

    public ServiceTests() => _service = Done(Operator.Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.Service })).Id;

    ServerApplication Operator => _world.Server.Applications["demo"];

    static T Done<T>(ValueTask<T> work)
    {
        Assert.True(work.IsCompletedSuccessfully);
        return work.Result;
    }

    void Tell(string text, params string[] clients) => Done(Operator
        .Messages.SendAsync(_service, new SystemMessage("service", text) { ToClientIds = clients }));

    void Broadcast(string text) => Done(Operator.Messages.BroadcastAsync(_service, new SystemMessage("service", text)));

    LeanClient Login(string clientId)
    {
        var client = _world.CreateClient(clientId);
        _world.Run(client.OpenAsync());
        return client;
    }

    Conversation Find(LeanClient client) => _world.Run(client.GetConversationAsync(_service))!;

    Recording<string> Hear(LeanClient client) => client.Messages.OfType<StringMessage>().Select(message => message.Content).Record(_world.Scheduler);

    /// <summary>Jerry is offline while something happens, and back at its end.</summary>
    void WhileJerryIsAway(Action happens)
    {
        new FaultPlan(new RefusedDialsFault(TimeSpan.Zero, TimeSpan.FromMinutes(1)), new CutFault(TimeSpan.Zero, "Jerry")).ApplyTo(_world);
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        happens();
        _world.AdvanceBy(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void A_service_is_found_joined_heard_and_left()
    {
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        var found = Assert.Single(_world.Run(jerry.QueryConversationsAsync(new ConversationQuery().Where(it => it.IsSystem))));
        Assert.Equal((_service, true), (found.Id, found.Current.IsSystem));
        var changes = tom.MembershipChanges.Merge(jerry.MembershipChanges).Record(_world.Scheduler);
        var (heard, other) = (Hear(jerry), Hear(tom));

        _world.Run(found.JoinAsync());
        Assert.Equal(["Jerry"], found.Members);
        Assert.Equal(1, _world.Run(found.CountMembersAsync()));
        Tell("news");
        _world.Run(found.LeaveAsync());
        Assert.Empty(found.Members);
        Tell("more news");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        heard.AssertValues("news");
        other.AssertValues();
        changes.AssertValues();
    }

    [Fact]
    public void Whoever_writes_to_a_service_has_a_thread_of_its_own_with_it()
    {
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        var heard = Hear(tom);
        var chat = Find(jerry);

        _world.Run(chat.SendAsync("help"));
        Tell("how?", "Jerry");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.Equal(["help", "how?"], History(chat));
        Assert.Empty(History(Find(tom)));
        heard.AssertValues();
        Assert.Equal(2, Done(Operator.Messages.ReadHistoryAsync(new HistoryQuery
        {
            ApplicationId = "demo",
            ConversationId = _service,
            VisibleTo = "Jerry",
            IsThreadOnly = true
        })).Count);
    }

    [Theory] // Law 8.
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_service_says_to_a_client_while_it_is_away_is_heard_once_and_in_order(bool isSubscribed)
    {
        var jerry = Login("Jerry");
        if (isSubscribed)
            _world.Run(Find(jerry).JoinAsync());
        var heard = Hear(jerry);
        Tell("0", "Jerry");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        WhileJerryIsAway(() =>
        {
            Tell("1", "Jerry");
            Tell("not for Jerry", "Tom");
            Broadcast("2");
            Tell("3", "Jerry", "Tom");
        });
        Tell("4", "Jerry");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        heard.AssertValues("0", "1", "2", "3", "4");
    }

    [Fact]
    public void What_a_subscribers_other_device_read_and_said_meanwhile_is_heard_all_the_same()
    {
        var pad = _world.CreateClient("Jerry", options => options with { Tag = "pad" });
        var phone = _world.CreateClient("Jerry", options => options with { Tag = "phone" });
        _world.Run(Task.WhenAll(pad.OpenAsync(), phone.OpenAsync()));
        _world.Run(Find(pad).JoinAsync());
        var heard = Hear(pad);
        Tell("0");
        _world.Run(pad.CloseAsync());
        Tell("1");
        var onPhone = Find(phone);
        _world.Run(onPhone.SendAsync(new StringMessage("2")));
        _world.Run(onPhone.MarkReadAsync());
        _world.AdvanceBy(TimeSpan.FromSeconds(5));

        _world.Run(pad.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        heard.AssertValues("0", "1", "2");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Nothing_is_lost_or_doubled_on_a_very_bad_day()
    {
        var jerry = Login("Jerry");
        var chat = Find(jerry);
        _world.Run(chat.JoinAsync());
        var heard = Hear(jerry);
        new FaultPlan(
            new HalfOpenFault(TimeSpan.FromHours(1), "Jerry"),
            new ServerRestartFault(TimeSpan.FromHours(2)),
            new RefusedDialsFault(TimeSpan.FromHours(3), TimeSpan.FromMinutes(5)),
            new CutFault(TimeSpan.FromHours(3)),
            new DuplicateNextFault(TimeSpan.FromHours(4), "Jerry", FrameDirection.Received, "direct")).ApplyTo(_world);

        var sends = new List<Task<MessageAck>>();
        for (var minute = 1; minute <= 5 * 60; minute++)
        {
            _world.AdvanceBy(TimeSpan.FromMinutes(1));
            if (minute % 3 == 0)
                Tell($"{minute}", "Jerry");
            else
                Tell($"{minute}");
            Tell("not for Jerry", "Tom");
            sends.Add(chat.SendAsync($"said {minute}"));
        }
        _world.AdvanceBy(TimeSpan.FromMinutes(10));

        heard.AssertValues(Enumerable.Range(1, 5 * 60).Select(minute => $"{minute}"));
        var answered = Enumerable.Range(1, sends.Count).Where(minute => sends[minute - 1].IsCompletedSuccessfully).Select(minute => $"said {minute}").ToList();
        Assert.Equal(answered, History(chat).Where(text => text.StartsWith("said", StringComparison.Ordinal)));
        Assert.Equal("said 300", answered[^1]);
    }

    [Fact]
    public void A_broadcast_is_unread_for_those_who_come_later()
    {
        Broadcast("hear");
        var jerry = _world.CreateClient("Jerry");
        var unread = jerry.UnreadChanges.Record(_world.Scheduler);
        _world.Run(jerry.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        var change = Assert.Single(unread.Values);
        Assert.Equal((_service, 1, "hear"), (change.ConversationId, change.Count, Assert.IsType<StringMessage>(change.LastMessage).Content));
    }

    string[] History(Conversation chat) =>
        [.. _world.Run(chat.GetHistoryAsync(new() { Direction = HistoryDirection.Newer }).ToListAsync().AsTask()).Select(TextOf)];

    static string TextOf(Message message) => message is TextMessage text ? text.Text : ((StringMessage)message).Content;
}
