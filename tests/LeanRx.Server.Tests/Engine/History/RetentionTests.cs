using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>How long, and how many, messages are kept.</summary>
public class RetentionTests
{
    static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    static World Keeping(TimeSpan? age = null, int? most = null) => new(new ServerOptions
    {
        Apps = [AppOptions.Demo with { MaxMessageAge = age, MaxMessagesPerConversation = most }],
        Limits = ServerLimits.Unlimited with { ReadTimeout = TimeSpan.FromDays(100) },
    });

    static string Begin(TestDevice tom) =>
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Tom", "Jerry"] }).ConversationId!;

    static IEnumerable<string> Kept(TestDevice tom, string conversation) => tom.History(conversation).Select(message => message.Data!);

    [Fact]
    public void A_message_is_gone_at_the_first_look_after_its_time()
    {
        var world = Keeping(age: TimeSpan.FromHours(1));
        var tom = world.Login("Tom");
        var conversation = Begin(tom);
        tom.Say(conversation, "old");
        world.Pass(TimeSpan.FromMinutes(30));
        tom.Say(conversation, "young");

        // At an hour sharp it is as old as it may be; the look after finds it.
        world.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal(["old", "young"], Kept(tom, conversation));
        world.Pass(Look);
        Assert.Equal(["young"], Kept(tom, conversation));
        world.Pass(TimeSpan.FromMinutes(30));
        Assert.Empty(Kept(tom, conversation));
    }

    [Fact]
    public void The_newest_of_each_conversation_stay()
    {
        var world = Keeping(most: 3);
        var tom = world.Login("Tom");
        var (one, other) = (Begin(tom), Begin(tom));
        for (var i = 0; i < 5; i++)
            tom.Say(one, $"{i}");
        tom.Say(other, "alone");

        Assert.Equal(["0", "1", "2", "3", "4"], Kept(tom, one));
        world.Pass(Look + TimeSpan.FromSeconds(1));
        Assert.Equal(["2", "3", "4"], Kept(tom, one));
        Assert.Equal(["alone"], Kept(tom, other));
    }

    [Fact]
    public async Task Many_go_a_few_at_a_time_and_others_are_answered_in_between()
    {
        var world = Keeping(most: 1);
        var tom = world.Login("Tom");
        var conversation = Begin(tom);
        for (var i = 0; i < 351; i++)
            tom.Say(conversation, $"{i}");
        tom.TakeAll();
        async Task<int> StoredAsync() => (await world.Store.Messages.ReadHistoryAsync(
            new() { ApplicationId = "demo", ConversationId = conversation, Limit = 1000 }, TestContext.Current.CancellationToken)).Count;

        world.Pass(Look);
        Assert.Equal(251, await StoredAsync());
        Assert.Null(tom.Say(conversation, "meanwhile").Code);
        world.Pass(TimeSpan.FromMilliseconds(100));
        Assert.Equal(152, await StoredAsync());
        world.Pass(TimeSpan.FromSeconds(1));
        // What came meanwhile is looked at next time.
        Assert.Equal(["350", "meanwhile"], Kept(tom, conversation));
        world.Pass(Look);
        Assert.Equal(["meanwhile"], Kept(tom, conversation));
    }

    [Fact]
    public void What_is_no_longer_kept_counts_as_unread_for_nobody_and_is_offered_to_nobody()
    {
        var world = Keeping(age: TimeSpan.FromHours(1));
        var tom = world.Login("Tom");
        var conversation = Begin(tom);
        tom.Say(conversation, "old");
        world.Pass(TimeSpan.FromHours(1) + Look);

        world.Login("Jerry").AssertQuiet();
    }

    [Fact]
    public void Without_such_an_option_everything_stays()
    {
        var world = Keeping();
        var tom = world.Login("Tom");
        var conversation = Begin(tom);
        tom.Say(conversation, "old");
        world.Pass(TimeSpan.FromDays(99));
        Assert.Equal(["old"], Kept(world.Login("Jerry"), conversation));
    }
}
