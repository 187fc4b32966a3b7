using System.Text.Json;

namespace LeanRx.Cli.Tests;

public class TailTests : ToolTest
{
    [Fact]
    public async Task Every_frame_is_one_line_with_its_direction()
    {
        var (_, url) = await ServeAsync();
        var spike = Start("tail", "--server", url.ToString(), "--as", "Spike");
        Assert.Matches("""^\d\d:\d\d:\d\d\.\d\d\d → \{"cmd":"session",.*"op":"open".*\}$""", await spike.ReadLineAsync());
        Assert.Matches("""^\d\d:\d\d:\d\d\.\d\d\d ← \{"cmd":"session",.*"op":"opened".*\}$""", await spike.ReadLineAsync());

        var tom = Start("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Spike");
        await tom.WriteLineAsync("猫");
        await spike.ReadUntilAsync("猫");
        await spike.ReadUntilAsync("→ {\"cmd\":\"ack\"");
    }

    [Fact]
    public async Task As_JSON_each_line_is_an_object()
    {
        var (_, url) = await ServeAsync();
        var spike = Start("tail", "--server", url.ToString(), "--as", "Spike", "--json");
        using var sent = JsonDocument.Parse(await spike.ReadLineAsync());
        using var received = JsonDocument.Parse(await spike.ReadLineAsync());

        Assert.Equal("sent", sent.RootElement.GetProperty("direction").GetString());
        Assert.Equal("open", sent.RootElement.GetProperty("frame").GetProperty("op").GetString());
        Assert.Equal("received", received.RootElement.GetProperty("direction").GetString());
        Assert.Equal(DateTimeKind.Utc, received.RootElement.GetProperty("at").GetDateTime().Kind);
    }

    [Fact]
    public async Task Session_tokens_are_hidden()
    {
        var (_, url) = await ServeAsync();
        var spike = Start("tail", "--server", url.ToString(), "--as", "Spike", "--json");
        await spike.ReadLineAsync();
        using var opened = JsonDocument.Parse(await spike.ReadLineAsync());
        Assert.Equal("***", opened.RootElement.GetProperty("frame").GetProperty("st").GetString());
    }

    [Fact]
    public async Task Ctrl_C_ends_it_cleanly()
    {
        var (_, url) = await ServeAsync();
        var spike = Start("tail", "--server", url.ToString(), "--as", "Spike");
        await spike.ReadUntilAsync("opened");
        spike.Interrupt();
        Assert.Equal(0, await spike.WaitForExitAsync());
    }
}
