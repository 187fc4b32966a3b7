using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace LeanRx.Browser.Tests;

/// <summary>A tab with the example in it, by what a person sees there.</summary>
sealed class Tab : IAsyncDisposable
{
    /// <summary>Colors decide of contrast, and the width of what is there; all of it together where everything is put to the test.</summary>
    static readonly IReadOnlyList<(ColorScheme Colors, int Width)> s_screens = Amount.Of(
        some: [(ColorScheme.Light, 1200), (ColorScheme.Dark, 390)],
        all: new[] { (ColorScheme.Light, 1200), (ColorScheme.Light, 390), (ColorScheme.Dark, 1200), (ColorScheme.Dark, 390) });

    readonly ConcurrentQueue<string> _errors = new();

    public Tab(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _errors.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>What the page complained of in its console.</summary>
    public IEnumerable<string> Errors => _errors;

    public ILocator Banner => Page.Locator(".banner");

    public ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    public ILocator Bubbles => Page.Locator(".bubble");

    public ILocator Bubble(string text) => Page.Locator(".bubble").Filter(new() { HasText = text });

    public ILocator Row(string title) => Page.Locator(".list li button").Filter(new() { HasText = title });

    public ILocator MarkOf(string text) => Bubble(text).Locator(".mark");

    public async Task StartChatAsync(string with)
    {
        await Page.GetByLabel("Names, with commas between").FillAsync(with);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Composer.WaitForAsync();
    }

    public async Task SendAsync(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }

    /// <summary>A picture of the tab, into the folder that the environment names; nowhere otherwise.</summary>
    public async Task PhotographAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("LEANRX_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    /// <summary>Whoever needs contrast, a keyboard or a screen reader gets along, in light and dark, on wide and on narrow screens.</summary>
    public async Task AssertAccessibleAsync(string view)
    {
        foreach (var (colors, width) in s_screens)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = colors });
            await Page.SetViewportSizeAsync(width, 800);
            await PhotographAsync($"{view}-{colors}-{width}");
            var violations = (await Page.RunAxe()).Violations
                .SelectMany(violation => violation.Nodes.Select(node => $"{violation.Help}: {node.Html}")).ToList();
            Assert.True(violations.Count == 0, $"{view}, {colors}, {width} wide:\n{string.Join("\n", violations)}");
        }
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
