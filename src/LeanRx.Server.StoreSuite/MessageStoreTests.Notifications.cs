using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    static readonly NotificationBounds Ample = new NotificationBounds { MaxCount = 500, MaxConversationBytes = 1_000_000, MaxBytes = 1_000_000 };

    static StoredNotification Notice(int at, params string[] clients) =>
        new() { ApplicationId = App, ConversationId = "c1", Timestamp = at, IsPermanent = true, Frame = $"{{\"n\":{at}}}", ClientIds = [.. clients] };

    static NotificationQuery Asked(string client, long after = 0, int limit = 100, int most = 500) =>
        new() { ApplicationId = App, ClientId = client, After = after, Limit = limit, MaxCount = most };

    async Task AddAsync(NotificationBounds bounds, params StoredNotification[] notices)
    {
        foreach (var notice in notices) await Store.Notifications.AddAsync(notice, bounds);
    }

    async Task<string> NoticesAsync(NotificationQuery query)
    {
        var page = await Store.Notifications.FindAsync(query);
        Assert.All(page.Notifications, notice =>
            Assert.Equal((App, $"{{\"n\":{notice.Timestamp}}}", true), (notice.ApplicationId, notice.Frame, notice.IsPermanent)));
        return string.Join(' ', page.Notifications.Select(notice => notice.Timestamp)) + (page.HasMore ? " more" : "") + (page.IsComplete ? "" : " incomplete");
    }

    [Fact]
    public async Task Clients_for_which_notifications_are_kept_are_known_once()
    {
        await Store.Notifications.AddClientAsync(App, "tom");
        await Store.Notifications.AddClientAsync(App, "bob");
        await Store.Notifications.AddClientAsync(App, "tom");

        Assert.Equal(["bob", "tom"], await Store.Notifications.FindClientsAsync(App));
        Assert.Empty(await Store.Notifications.FindClientsAsync("app2"));
    }

    [Fact]
    public async Task The_newest_notification_of_an_application_is_known()
    {
        Assert.Null(await Store.Notifications.FindNewestAsync(App));
        await AddAsync(Ample, Notice(10), Notice(30, "tom"), Notice(20));

        Assert.Equal(30, await Store.Notifications.FindNewestAsync(App));
        Assert.Null(await Store.Notifications.FindNewestAsync("app2"));
    }

    [Fact]
    public async Task A_client_is_given_what_names_it_and_what_was_for_everybody_while_it_was_there()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom", "bob"));
        await Store.Cursors.SaveAsync([Cursor(App, "c1", "bob", 0, 0) with { JoinedAt = 25 }]);
        await AddAsync(Ample, Notice(10), Notice(20, "tom", "jerry"), Notice(30), Notice(40) with { ExceptClientIds = ["tom"] },
            Notice(50) with { ConversationId = "c2" });

        Assert.Equal("10 20 30", await NoticesAsync(Asked("tom")));
        Assert.Equal("30", await NoticesAsync(Asked("tom", after: 20)));
        Assert.Equal("10 20 more", await NoticesAsync(Asked("tom", limit: 2)));
        Assert.Equal("20 30 incomplete", await NoticesAsync(Asked("tom", most: 2)));
        Assert.Equal("20 30", await NoticesAsync(Asked("tom", after: 10, most: 2)));
        Assert.Equal("20", await NoticesAsync(Asked("jerry")));
        Assert.Equal("30 40", await NoticesAsync(Asked("bob")));
        Assert.Equal("", await NoticesAsync(Asked("nobody")));
        Assert.Equal("", await NoticesAsync(Asked("tom") with { ApplicationId = "app2" }));
    }

    [Fact]
    public async Task Who_came_and_left_is_given_what_was_said_in_between()
    {
        await AddAsync(
            Ample,
            Notice(10), Notice(20, "tom") with { Effect = MembershipEffect.Joins }, Notice(30), Notice(40, "tom") with { Effect = MembershipEffect.Leaves },
            Notice(50), Notice(60, "tom") with { Effect = MembershipEffect.Joins }, Notice(70),
                Notice(80, "tom", "bob") with { Effect = MembershipEffect.Leaves }, Notice(90));

        Assert.Equal("20 30 40 60 70 80", await NoticesAsync(Asked("tom")));
        Assert.Equal("10 30 50 70 80", await NoticesAsync(Asked("bob")));
        Assert.Equal("70 80", await NoticesAsync(Asked("tom", after: 60)));
        await Store.Conversations.DeleteAsync(App, "c1");
        Assert.Equal("20 40 60 80", await NoticesAsync(Asked("tom")));
    }

    [Fact]
    public async Task Beyond_a_number_the_oldest_go_and_those_who_would_miss_them_are_told()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom"));
        var bounds = Ample with { MaxCount = 2 };
        await AddAsync(bounds, Notice(10), Notice(20), Notice(30), Notice(40, "bob"), Notice(50, "bob", "jerry"), Notice(60, "bob"));

        Assert.Equal("20 30 incomplete", await NoticesAsync(Asked("tom")));
        Assert.Equal("20 30", await NoticesAsync(Asked("tom", after: 10)));
        Assert.Equal("50 60 incomplete", await NoticesAsync(Asked("bob")));
        Assert.Equal("50 60", await NoticesAsync(Asked("bob", after: 40)));
        Assert.Equal("50", await NoticesAsync(Asked("jerry")));
        await AddAsync(bounds, Notice(70, "bob"), Notice(80, "bob"));
        Assert.Equal("50", await NoticesAsync(Asked("jerry")));
    }

    [Fact]
    public async Task Beyond_their_bytes_the_oldest_go_of_one_conversation_and_of_all()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom"));
        await AddAsync(Ample with { MaxConversationBytes = 16 }, Notice(10), Notice(20), Notice(30));
        Assert.Equal("20 30 incomplete", await NoticesAsync(Asked("tom")));

        await AddAsync(Ample with { MaxBytes = 24 }, Notice(40, "bob"), Notice(50, "bob"), Notice(60, "bob"));

        Assert.Equal("", await NoticesAsync(Asked("tom", after: 30)));
        Assert.Equal("incomplete", (await NoticesAsync(Asked("tom", after: 29))).Trim());
        Assert.Equal("40 50 60", await NoticesAsync(Asked("bob", after: 30)));
        Assert.Equal("40 50 more incomplete", await NoticesAsync(Asked("bob") with { MaxBytes = 16 }));
    }
}
