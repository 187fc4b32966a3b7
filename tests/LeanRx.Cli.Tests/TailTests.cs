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

    [Theory]
    [InlineData("chat:key:master", null)]
    [InlineData("chat", "it demands signatures, give APPID:APPKEY:MASTERKEY in --app-file or LEANRX_APPS (4102 SIGNATURE_FAILED)")]
    [InlineData("chat:key:other", "it does not take the signature, look at the master key of the application (4102 SIGNATURE_FAILED)")]
    public async Task A_server_that_demands_signatures_lets_in_who_signs(string application, string? refusal)
    {
        var (_, url) = await ServeAsync("--app-file", AppFile("# the only one", "", "chat:key:master"), "--require-signatures");
        var spike = Start("tail", "--server", url.ToString(), "--app", "chat", "--app-file", AppFile(application), "--as", "Spike");
        if (refusal is null)
        {
            var sent = await spike.ReadUntilAsync("open");
            Assert.Contains("\"s\":\"***\"", sent);
            await spike.ReadUntilAsync("\"op\":\"opened\"");
            return;
        }
        Assert.Equal(1, await spike.WaitForExitAsync());
        Assert.Equal($"leanrx: cannot log in at {url}: {refusal}", (await spike.Errors).TrimEnd());
    }

    [Fact]
    public async Task What_others_write_does_nothing_to_the_terminal()
    {
        var (_, url) = await ServeAsync();
        var spike = Start("tail", "--server", url.ToString(), "--as", "Spike");
        await spike.ReadUntilAsync("opened");
        await using var tom = new LeanClient(new LeanClientOptions { Server = url, ClientId = "Tom" });
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["Spike"], cancellationToken: Patience);
        await chat.SendAsync("red \u001b[31m bell \u0007 csi \u009b turn \u202e line \u2028 猫", cancellationToken: Patience);

        var line = await spike.ReadUntilAsync("猫");
        Assert.All(line, character => Assert.False(char.IsControl(character) || character is '\u202e' or '\u2028', $"U+{(int)character:X4}"));
        Assert.Contains("turn \\u202e line", line.Replace("\\\\", "\\", StringComparison.Ordinal), StringComparison.Ordinal);
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
