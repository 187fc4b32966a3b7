using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>
/// What is said while a client is away is heard after its return, in order and nothing twice, whatever the server says of it by itself (law 8).
/// </summary>
public abstract class MissedSuite
{
    static readonly TimeSpan Away = TimeSpan.FromMinutes(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler(), new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
    readonly LeanClient _tom, _jerry;

    readonly List<Fault> _faults = [];

    readonly Func<LeanClientOptions, LeanClientOptions> _configure;

    protected MissedSuite(Func<LeanClientOptions, LeanClientOptions> configure)
    {
        _configure = configure;
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry", configure));
        _jerry.Faults.Subscribe(_faults.Add);
    }

    void Open(params LeanClient[] clients) => _world.Run(Task.WhenAll(clients.Select(client => client.OpenAsync())));

    Conversation Chat() => _world.Run(_tom.CreateConversationAsync(["Jerry"]));

    Recording<string> Hear(IObservable<Message> messages) => messages.OfType<TextMessage>().Select(message => message.Text).Record(_world.Scheduler);

    /// <summary>Jerry is offline while something happens, and back at its end.</summary>
    void WhileJerryIsAway(Action happens)
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = true };
        _world.Network.Cut("Jerry");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        happens();
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        _world.AdvanceBy(Away);
        Assert.Empty(_faults);
    }

    void Say(Conversation conversation, IEnumerable<string> texts) => _world.Run(Task.WhenAll([.. texts.Select(text => conversation.SendAsync(text))]));

    static string[] Numbers(int from, int count) => [.. Enumerable.Range(from, count).Select(number => $"{number}")];

    [Fact]
    public void Three_hundred_messages_of_a_conversation_never_heard_of_before_are_all_heard()
    {
        Open(_tom, _jerry);
        var chat = Chat();
        var heard = Hear(_jerry.Messages);
        WhileJerryIsAway(() => Say(chat, Numbers(0, 300)));
        heard.AssertValues(Numbers(0, 300));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(1000)]
    [InlineData(1001)]
    public void Whatever_the_pages_hold_nothing_is_missed_and_no_gap_is_told(int count)
    {
        Open(_tom, _jerry);
        var chat = Chat();
        var heard = Hear(_jerry.Messages);
        Say(chat, ["known"]);
        WhileJerryIsAway(() => Say(chat, Numbers(0, count)));
        Say(chat, ["after"]);
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        heard.AssertValues(["known", .. Numbers(0, count), "after"]);
    }

    [Fact]
    public void Nothing_missed_is_no_gap()
    {
        Open(_tom, _jerry);
        var chat = Chat();
        var timeline = _world.Run(_jerry.GetConversationAsync(chat.Id))!.Timeline(DateTimeOffset.MinValue).Record(_world.Scheduler);
        var heard = Hear(_jerry.Messages);
        WhileJerryIsAway(() => { });
        Say(chat, ["after"]);
        WhileJerryIsAway(() => { });
        heard.AssertValues("after");
        Assert.Equal("after", Assert.IsType<TextMessage>(Assert.IsType<TimelineEntry.MessageAdded>(Assert.Single(timeline.Values)).Message).Text);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void More_than_a_page_of_history_is_heard_too()
    {
        Open(_tom, _jerry);
        var chat = Chat();
        var heard = Hear(_jerry.Messages);
        WhileJerryIsAway(() => Say(chat, Numbers(0, 2500)));
        heard.AssertValues(Numbers(0, 2500));
    }

    [Fact]
    public void What_was_said_before_the_first_login_is_history_and_not_missed()
    {
        Open(_tom);
        var chats = Enumerable.Range(0, 60).Select(_ => Chat()).ToArray();
        foreach (var chat in chats)
            Say(chat, ["before"]);
        Open(_jerry);
        var heard = Hear(_jerry.Messages);
        WhileJerryIsAway(() => Array.ForEach(chats, chat => Say(chat, ["missed"])));
        heard.AssertValues([.. Enumerable.Repeat("missed", 60)]);
    }

    [Fact]
    public void What_one_of_Jerrys_other_devices_said_meanwhile_is_heard_in_its_place()
    {
        var phone = _world.CreateClient("Jerry", options => _configure(options) with { Tag = "phone" });
        Open(_tom, _jerry, phone);
        var chat = Chat();
        var heard = Hear(_jerry.Messages);
        Say(chat, ["1"]);
        var onPhone = _world.Run(phone.GetConversationAsync(chat.Id))!;
        WhileOnlyThePhoneIsOnline(phone, () => Say(onPhone, ["2"]));
        heard.AssertValues("1", "2");
    }

    [Fact]
    public void What_one_of_Jerrys_other_devices_has_read_meanwhile_is_heard_all_the_same()
    {
        var phone = _world.CreateClient("Jerry", options => _configure(options) with { Tag = "phone" });
        Open(_tom, _jerry, phone);
        var chat = Chat();
        var heard = Hear(_jerry.Messages);
        WhileOnlyThePhoneIsOnline(phone, () =>
        {
            Say(chat, ["read on the phone"]);
            var onPhone = _world.Run(phone.GetConversationAsync(chat.Id))!;
            _world.Run(onPhone.MarkReadAsync());
        });
        heard.AssertValues("read on the phone");
    }

    /// <summary>The first of Jerry's devices logs out and in again; the phone stays.</summary>
    void WhileOnlyThePhoneIsOnline(LeanClient phone, Action happens)
    {
        _world.Run(_jerry.CloseAsync());
        Assert.IsType<ConnectionState.Connected>(phone.State);
        happens();
        _world.Run(_jerry.OpenAsync());
        _world.AdvanceBy(Away);
    }
}
