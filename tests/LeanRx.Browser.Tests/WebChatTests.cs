using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LeanRx.Browser.Tests;

/// <summary>The example as people use it: two tabs in a real browser.</summary>
public class WebChatTests(Chromium chromium) : IClassFixture<Chromium>
{
    async Task<(Tab Tom, Tab Jerry)> TomAndJerryAsync(string tom, string jerry)
    {
        Assert.SkipUnless(Chromium.Lack is null, Chromium.Lack ?? "");
        var tabs = await Task.WhenAll(chromium.OpenAsync(tom), chromium.OpenAsync(jerry));
        await tabs[0].StartChatAsync(jerry);
        return (tabs[0], tabs[1]);
    }

    [Fact]
    public async Task Two_people_talk_in_two_tabs()
    {
        var (tom, jerry) = await TomAndJerryAsync("Tom", "Jerry");
        await using var first = tom;
        await using var second = jerry;

        await Expect(tom.Page.Locator(".window .presence")).ToHaveTextAsync("online");
        await tom.SendAsync("耗子，起床！");
        await Expect(tom.MarkOf("耗子")).ToHaveAttributeAsync("aria-label", "delivered");
        await Expect(jerry.Row("Tom").Locator(".unread")).ToHaveTextAsync("1");
        await Expect(jerry.Row("Tom").Locator(".preview")).ToHaveTextAsync("耗子，起床！");
        await Expect(jerry.Page).ToHaveTitleAsync("(1) Jerry · WebChat");

        await jerry.Row("Tom").ClickAsync();
        await Expect(jerry.Bubble("耗子")).ToBeVisibleAsync();
        await Expect(jerry.Row("Tom").Locator(".unread")).ToHaveCountAsync(0);
        await Expect(tom.MarkOf("耗子")).ToHaveAttributeAsync("aria-label", "read");

        await Expect(jerry.Composer).ToBeFocusedAsync();
        await jerry.Composer.PressSequentiallyAsync("I am");
        await Expect(tom.Page.Locator(".typing")).ToHaveTextAsync("Jerry typing…");
        await jerry.Composer.PressSequentiallyAsync(" up");
        await jerry.Composer.PressAsync("Enter");
        await Expect(tom.Page.Locator(".typing")).ToHaveTextAsync("");
        await Expect(tom.Bubbles).ToContainTextAsync(["耗子，起床！", "I am up"]);

        await jerry.SendAsync("cheese at 5");
        await jerry.Bubble("cheese at 5").HoverAsync();
        await jerry.Bubble("cheese at 5").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await jerry.SendAsync("cheese at 6");
        await Expect(tom.Bubble("cheese at 6")).ToContainTextAsync("edited");
        await Expect(tom.Bubble("cheese at 5")).ToHaveCountAsync(0);
        await jerry.Bubble("cheese at 6").HoverAsync();
        await jerry.PhotographAsync("hover");
        await jerry.Bubble("cheese at 6").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(tom.Bubble("Deleted")).ToBeVisibleAsync();

        await tom.Page.GetByLabel("Send a picture").SetInputFilesAsync(new FilePayload
        {
            Name = "mouse hole.png",
            MimeType = "image/png",
            Buffer = await tom.Page.ScreenshotAsync(new() { Clip = new() { X = 0, Y = 0, Width = 480, Height = 300 } }),
        });
        var picture = jerry.Page.GetByAltText("Picture mouse hole.png");
        await Expect(picture).ToBeVisibleAsync();
        Assert.Equal(480, await picture.EvaluateAsync<int>("picture => picture.decode().then(() => picture.naturalWidth)"));
        await Expect(tom.Bubbles.Last.Locator(".mark")).ToHaveAttributeAsync("aria-label", "read");
        await tom.PhotographAsync("talk");

        Assert.Empty(tom.Errors);
        Assert.Empty(jerry.Errors);
    }

    [Fact]
    public async Task What_is_written_while_the_server_is_away_arrives_when_it_is_back()
    {
        var (tom, jerry) = await TomAndJerryAsync("Spike", "Tyke");
        await using var first = tom;
        await using var second = jerry;
        await tom.SendAsync("before");
        await jerry.Row("Spike").ClickAsync();
        await Expect(jerry.Bubble("before")).ToBeVisibleAsync();

        await chromium.Server.KillAsync();
        await Expect(tom.Banner).ToContainTextAsync("No connection");
        await tom.SendAsync("meanwhile");
        await Expect(tom.MarkOf("meanwhile")).ToHaveAttributeAsync("aria-label", "sending");
        await tom.PhotographAsync("offline");
        await chromium.Server.StartAsync();

        await Expect(tom.Banner).ToHaveTextAsync("");
        await Expect(jerry.Bubble("meanwhile")).ToBeVisibleAsync();
        await Expect(tom.MarkOf("meanwhile")).ToHaveAttributeAsync("aria-label", "read");
        await Expect(jerry.Bubbles).ToHaveCountAsync(2);
        // The browser itself tells of each dial that fails.
        Assert.All(tom.Errors, error => Assert.Matches("WebSocket|ERR_CONNECTION|Failed to load resource", error));
    }

    [Fact]
    public async Task Who_is_offline_says_so_and_is_back_when_the_browser_is()
    {
        var (tom, jerry) = await TomAndJerryAsync("Droopy", "Dripple");
        await using var first = tom;
        await using var second = jerry;
        await tom.SendAsync("before");
        await Expect(tom.MarkOf("before")).ToHaveAttributeAsync("aria-label", "delivered");

        await tom.Page.Context.SetOfflineAsync(true);
        await Expect(tom.Banner).ToContainTextAsync("No connection");
        await tom.SendAsync("meanwhile");
        await Expect(tom.MarkOf("meanwhile")).ToHaveAttributeAsync("aria-label", "sending");
        await tom.Page.Context.SetOfflineAsync(false);
        await Expect(tom.Banner).ToHaveTextAsync("");
        await Expect(tom.MarkOf("meanwhile")).ToHaveAttributeAsync("aria-label", "delivered");
    }

    [Fact]
    public async Task What_is_refused_can_be_tried_again_or_discarded()
    {
        var (tom, jerry) = await TomAndJerryAsync("Barney", "Topsy");
        await using var first = tom;
        await using var second = jerry;
        await tom.SendAsync("before");
        await Expect(tom.MarkOf("before")).ToHaveAttributeAsync("aria-label", "delivered");

        await SilenceAsync(HttpMethod.Post, "Barney");
        await tom.SendAsync("may I?");
        await tom.SendAsync("never mind");
        await Expect(tom.MarkOf("never mind")).ToHaveAttributeAsync("aria-label", "not sent");
        await Expect(tom.Bubble("may I?")).ToContainTextAsync("Not sent: ");
        await tom.PhotographAsync("refused");
        await tom.Bubble("never mind").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(tom.Bubbles).ToHaveCountAsync(2);

        await SilenceAsync(HttpMethod.Delete, "Barney");
        await tom.Bubble("may I?").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(tom.MarkOf("may I?")).ToHaveAttributeAsync("aria-label", "delivered");
        await jerry.Row("Barney").ClickAsync();
        await Expect(jerry.Bubbles).ToContainTextAsync(["before", "may I?"]);
        await Expect(jerry.Bubbles).ToHaveCountAsync(2);
        Assert.Empty(tom.Errors);
    }

    [Fact]
    public async Task What_is_too_long_stays_where_it_was_written()
    {
        var (tom, jerry) = await TomAndJerryAsync("Lightning", "Butch");
        await using var first = tom;
        await using var second = jerry;
        var tooLong = new string('猫', 2000);
        await tom.SendAsync(tooLong);
        await Expect(tom.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("5,120 bytes");
        await Expect(tom.Composer).ToHaveValueAsync(tooLong);
        await Expect(tom.Bubbles).ToHaveCountAsync(0);

        await tom.SendAsync("短");
        await Expect(tom.MarkOf("短")).ToHaveAttributeAsync("aria-label", "delivered");
        await Expect(tom.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        Assert.Empty(tom.Errors);
    }

    /// <summary>Takes a member of the one conversation the right to send, or gives it back, as an operator does.</summary>
    async Task SilenceAsync(HttpMethod method, string member)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var http = new HttpClient { BaseAddress = new Uri(chromium.Server.Address, "chat/1.2/rtm/conversations/") };
        http.DefaultRequestHeaders.Add("X-LC-Id", "demo");
        http.DefaultRequestHeaders.Add("X-LC-Key", "demo-master-key,master");
        var where = Uri.EscapeDataString(JsonSerializer.Serialize(new { m = member }));
        var found = await http.GetFromJsonAsync<JsonElement>($"?where={where}", cancellationToken);
        var id = Assert.Single(found.GetProperty("results").EnumerateArray()).GetProperty("objectId").GetString();
        using var request = new HttpRequestMessage(method, $"{id}/permanent-silenceds") { Content = JsonContent.Create(new { client_ids = new[] { member } }) };
        (await http.SendAsync(request, cancellationToken)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Older_messages_come_when_they_are_asked_for()
    {
        var (tom, jerry) = await TomAndJerryAsync("Nibbles", "Quacker");
        await using var first = tom;
        await using var second = jerry;
        for (var number = 1; number <= 35; number++)
            await tom.SendAsync($"number {number}.");
        await Expect(tom.MarkOf("number 35.")).ToHaveAttributeAsync("aria-label", "delivered");

        await jerry.Row("Nibbles").ClickAsync();
        await Expect(jerry.Bubbles).ToHaveCountAsync(30);
        var older = jerry.Page.GetByRole(AriaRole.Button, new() { Name = "Older messages" });
        await older.ClickAsync();
        await Expect(jerry.Bubbles).ToHaveCountAsync(35);
        await Expect(jerry.Bubbles.First).ToContainTextAsync("number 1.");
        await Expect(older).ToHaveCountAsync(0);
        Assert.Empty(jerry.Errors);
    }

    [Fact]
    public async Task Names_and_messages_are_text_whatever_they_hold()
    {
        const string Script = "<img src=x onerror=document.title='ran'>";
        var (tom, jerry) = await TomAndJerryAsync(Script, "<b>Jerry</b>");
        await using var first = tom;
        await using var second = jerry;
        await tom.SendAsync(Script + "<script>document.title='ran'</script>");
        await jerry.Row(Script).ClickAsync();

        await Expect(jerry.Bubble("<script>")).ToBeVisibleAsync();
        await Expect(jerry.Page.Locator(".list h1")).ToHaveTextAsync("<b>Jerry</b>");
        Assert.Equal(0, await jerry.Page.Locator("img, #app script, #app b").CountAsync());
        Assert.Empty(jerry.Errors);
    }

    [Fact]
    public async Task Nothing_keeps_anybody_out()
    {
        Assert.SkipUnless(Chromium.Lack is null, Chromium.Lack ?? "");
        await using var tab = await chromium.OpenAsync(null);
        await Expect(tab.Page.GetByLabel("Your name")).ToBeFocusedAsync();
        await tab.AssertAccessibleAsync("sign-in");

        await tab.Page.Keyboard.TypeAsync("Butch");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.StartChatAsync("Toodles");
        await tab.SendAsync("Have you seen the mouse?");
        await tab.SendAsync("He was here a minute ago, with a piece of cheese that was larger than he is, and he did not even say good morning.");
        await Expect(tab.MarkOf("cheese")).ToHaveAttributeAsync("aria-label", "sent");
        await Expect(tab.Row("Toodles")).ToContainTextAsync("You: He was here");
        await tab.AssertAccessibleAsync("window");

        await tab.Page.SetViewportSizeAsync(390, 800);
        await Expect(tab.Row("Toodles")).ToBeHiddenAsync();
        await tab.Page.GetByLabel("Back to the conversations").ClickAsync();
        await Expect(tab.Row("Toodles")).ToBeVisibleAsync();
        await tab.AssertAccessibleAsync("list");
        Assert.Empty(tab.Errors);
    }
}
