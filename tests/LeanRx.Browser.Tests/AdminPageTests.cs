using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;
using LeanRx.Server;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeanRx.Browser.Tests;

/// <summary>The page of operators as they use it, in a real browser.</summary>
public class AdminPageTests(AdminBrowser browser) : IClassFixture<AdminBrowser>
{
    const string Key = "demo-master-key";

    static async Task<LeanClient> LogInAsync(LeanServer server, string name, string app = "demo")
    {
        var client = new LeanClient(new LeanClientOptions { Server = server.Url, RequireTls = false, ClientId = name, ApplicationId = app });
        await client.OpenAsync(TestContext.Current.CancellationToken);
        return client;
    }

    static async Task SignInAsync(Tab tab, string key = Key, string app = "demo")
    {
        await tab.Page.GetByLabel("Application id").FillAsync(app);
        await tab.Page.GetByLabel("Master key").FillAsync(key);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
    }

    static Task GoToAsync(Tab tab, string part) => tab.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Button, new() { Name = part }).ClickAsync();

    static ILocator Button(Tab tab, string name) => tab.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task An_operator_kicks_a_client()
    {
        await using var server = await AdminBrowser.ServeAsync();
        await using var tom = await LogInAsync(server, "Tom");
        await using var jerry = await LogInAsync(server, "Jerry");
        await using var tab = await browser.OpenAsync(server);
        await SignInAsync(tab);
        await GoToAsync(tab, "Clients");
        await Expect(tab.Page.Locator("tbody th")).ToHaveTextAsync(["Jerry", "Tom"]);

        var ended = tom.StateChanges.OfType<ConnectionState.Disconnected>().Where(state => state.Cause is not null).FirstAsync()
            .ToTask(TestContext.Current.CancellationToken);
        await Button(tab, "Kick Tom").ClickAsync();
        await tab.Page.GetByLabel("What it is told").FillAsync("too loud");
        await tab.PhotographAsync("admin-kick");
        await Button(tab, "Kick").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Tom: 1 login ended.");
        await Expect(tab.Page.Locator("tbody th")).ToHaveTextAsync(["Jerry"]);
        var cause = Assert.IsType<ServerRejectedException>((await ended).Cause);
        Assert.Equal((ErrorCodes.KickedByApp, "too loud"), (cause.Code, cause.Reason));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task An_operator_finds_a_conversation_reads_its_history_and_speaks_in_it()
    {
        await using var server = await AdminBrowser.ServeAsync();
        await using var tom = await LogInAsync(server, "Tom");
        await using var jerry = await LogInAsync(server, "Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], new CreateConversationOptions { Name = "Cats (and) mice" });
        await tom.CreateConversationAsync(["Spike"], new CreateConversationOptions { Name = "Dogs" });
        for (var number = 1; number <= 35; number++)
            await chat.SendAsync($"number {number}.");
        await using var tab = await browser.OpenAsync(server);
        await SignInAsync(tab);
        await GoToAsync(tab, "Conversations");
        await Expect(tab.Page.Locator(".found .name")).ToHaveTextAsync(["Cats (and) mice", "Dogs"]);

        await tab.Page.GetByLabel("Search conversations").FillAsync("cats (AND)");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator(".found .name")).ToHaveTextAsync(["Cats (and) mice"]);
        await tab.Page.Locator(".found button").ClickAsync();
        await Expect(tab.Page.Locator(".history li")).ToHaveCountAsync(30);
        await Expect(tab.Page.Locator(".history .text").Last).ToHaveTextAsync("number 35.");
        await Button(tab, "Older messages").ClickAsync();
        await Expect(tab.Page.Locator(".history li")).ToHaveCountAsync(35);
        await Expect(tab.Page.Locator(".history .text").First).ToHaveTextAsync("number 1.");
        await Expect(Button(tab, "Older messages")).ToHaveCountAsync(0);

        var heard = jerry.Messages.OfType<TextMessage>().Where(message => message.From == "the house").FirstAsync()
            .ToTask(TestContext.Current.CancellationToken);
        await tab.Page.GetByLabel("Sender").FillAsync("the house");
        await tab.Page.GetByLabel("Message", new() { Exact = true }).FillAsync("Closing time.");
        await Button(tab, "Send").ClickAsync();
        await Expect(tab.Page.Locator(".history .text").Last).ToHaveTextAsync("Closing time.");
        Assert.Equal("Closing time.", (await heard).Text);

        await tab.Page.GetByText("2 members").ClickAsync();
        await Button(tab, "Silence Tom").ClickAsync();
        await tab.Page.GetByLabel("for good").CheckAsync();
        await Button(tab, "Silence").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Tom is silenced for good.");
        await Assert.ThrowsAsync<ServerRejectedException>(() => chat.SendAsync("may I?"));
        await Button(tab, "Silence Tom").ClickAsync();
        await tab.Page.GetByLabel("no longer").CheckAsync();
        await Button(tab, "Silence").ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Tom is silenced no longer.");
        await chat.SendAsync("thank you");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Names_and_messages_are_text_whatever_they_hold()
    {
        const string markup = "<img src=x onerror=document.title='ran'>";
        await using var server = await AdminBrowser.ServeAsync();
        await using var tom = await LogInAsync(server, markup);
        var chat = await tom.CreateConversationAsync(["<b>Jerry</b>"], new CreateConversationOptions { Name = markup });
        await chat.SendAsync(markup + "<script>document.title='ran'</script>");
        await chat.SendAsync("{\"_lctype\":{}}");
        await using var tab = await browser.OpenAsync(server);
        await SignInAsync(tab);
        await GoToAsync(tab, "Clients");
        await Expect(tab.Page.Locator("tbody th")).ToHaveTextAsync([markup]);
        await GoToAsync(tab, "Conversations");
        await tab.Page.Locator(".found button").ClickAsync();
        await Expect(tab.Page.Locator(".detail h3")).ToHaveTextAsync(markup);
        await Expect(tab.Page.Locator(".history .text").First).ToContainTextAsync("<script>");
        await tab.Page.GetByText("2 members").ClickAsync();
        await Expect(tab.Page.Locator(".members li").Last).ToContainTextAsync("<b>Jerry</b>");

        Assert.Equal(0, await tab.Page.Locator(".place img, .place script, .members b").CountAsync());
        await Expect(tab.Page).ToHaveTitleAsync("LeanRx admin");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Without_its_key_the_page_shows_nothing_and_the_key_is_kept_nowhere()
    {
        await using var server = await AdminBrowser.ServeAsync();
        await using var tab = await browser.OpenAsync(server);
        foreach (var (key, app) in new[] { ("wrong", "demo"), ("demo-key", "demo"), (Key, "nowhere") })
        {
            await SignInAsync(tab, key, app);
            await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The application does not exist, or this is not its master key.");
        }
        await Expect(tab.Page.GetByRole(AriaRole.Navigation)).ToHaveCountAsync(0);

        var addresses = new List<string>();
        tab.Page.Request += (_, request) => addresses.Add(request.Url);
        await SignInAsync(tab);
        await Expect(tab.Page.Locator(".tiles")).ToContainTextAsync("Clients online");
        Assert.NotEmpty(addresses);
        Assert.DoesNotContain(addresses, address => address.Contains(Key, StringComparison.Ordinal) || !address.StartsWith(server.Url.AbsoluteUri,
            StringComparison.Ordinal));
        Assert.DoesNotContain(Key, tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(await tab.Page.Context.CookiesAsync());
        Assert.Equal(0, await tab.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length"));

        await tab.Page.ReloadAsync();
        await Expect(tab.Page.GetByLabel("Master key")).ToHaveValueAsync("");
        // The browser itself tells of each request that is refused.
        Assert.All(tab.Errors, error => Assert.Contains("401", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_application_that_names_its_origins_keeps_nobody_out_of_the_page()
    {
        await using var server = await AdminBrowser.ServeAsync(app: new AppOptions
        {
            ApplicationId = "strict",
            MasterKey = "strict-master",
            AllowedOrigins = ["https://chat.example.com"],
        });
        var room = await server.Engine.Applications["strict"].Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.ChatRoom });
        await using var tab = await browser.OpenAsync(server);
        await SignInAsync(tab, "strict-master", "strict");
        await GoToAsync(tab, "Conversations");
        await tab.Page.Locator(".found button").ClickAsync();
        await tab.Page.GetByLabel("Message", new() { Exact = true }).FillAsync("hello");
        await Button(tab, "Send").ClickAsync();
        await Expect(tab.Page.Locator(".history .text")).ToHaveTextAsync(["hello"]);
        Assert.Equal(ConversationKind.ChatRoom, room.Kind);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task Nothing_keeps_anybody_out()
    {
        var clock = new HistoricalScheduler(new DateTimeOffset(2026, 6, 1, 8, 20, 0, TimeSpan.Zero));
        await using var server = await AdminBrowser.ServeAsync(clock);
        await using var tab = await browser.OpenAsync(server);
        await Expect(tab.Page.GetByLabel("Application id")).ToBeFocusedAsync();
        await tab.AssertAccessibleAsync("admin-sign-in");

        const string longName = "Jerry, who has a name that is longer than most names are";
        var tom = new InMemoryPeer(server.Engine, "Tom");
        var jerry = new InMemoryPeer(server.Engine, longName);
        var chat = tom.CreateConversation("Cats and mice", with: longName);
        for (var minute = 0; minute < 50; minute++)
        {
            for (var number = 0; number < 2 + minute % 7; number++)
                tom.Send(chat, $"{minute}:{number} He was here a minute ago, with a piece of cheese that was larger than he is.");
            jerry.ShowLife();
            clock.AdvanceBy(TimeSpan.FromMinutes(1));
        }
        await SignInAsync(tab);
        await Expect(tab.Page.Locator(".plot svg")).ToHaveCountAsync(4);
        await Expect(tab.Page.GetByRole(AriaRole.Img, new() { Name = "Messages a minute: at most 8" })).ToBeVisibleAsync();
        await tab.Page.Locator(".plot svg").Nth(1).HoverAsync();
        await Expect(tab.Page.Locator(".reading").Nth(1)).ToHaveTextAsync("08:41 · in 2 · out 2");
        await tab.Page.EvaluateAsync("scrollTo(0, 0)");
        await tab.AssertAccessibleAsync("admin-overview");
        await GoToAsync(tab, "Clients");
        await Expect(tab.Page.Locator("tbody th")).ToHaveCountAsync(2);
        await tab.AssertAccessibleAsync("admin-clients");
        await GoToAsync(tab, "Conversations");
        await tab.Page.Locator(".found button").ClickAsync();
        await tab.Page.GetByText("2 members").ClickAsync();
        await Expect(tab.Page.Locator(".history li")).ToHaveCountAsync(30);
        await tab.AssertAccessibleAsync("admin-conversation");
        await Button(tab, "Silence Tom").ClickAsync();
        await tab.AssertAccessibleAsync("admin-dialog");
        Assert.Empty(tab.Errors);
    }
}
