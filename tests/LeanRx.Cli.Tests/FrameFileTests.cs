using System.Text.Json;
using LeanRx.Cli.Clients;
using LeanRx.Protocol;

namespace LeanRx.Cli.Tests;

public sealed class FrameFileTests : ToolTest
{
    [Fact]
    public async Task Every_frame_of_a_chat_is_a_line_with_its_direction_and_without_secrets()
    {
        var url = await ServeHereAsync("--app-file", AppFile("chat:key:master"), "--require-signatures");
        var file = Path.Combine(OwnFolder, "frames");
        var tom = Start("chat", "--server", url.ToString(), "--app", "chat", "--app-file", AppFile("chat:key:master"), "--as", "Tom", "--frames", file);
        await tom.ReadUntilAsync("* connected as Tom");
        await tom.WriteLineAsync("/quit");
        Assert.Equal(0, await tom.WaitForExitAsync());

        var lines = await File.ReadAllLinesAsync(file, Patience);
        using var sent = JsonDocument.Parse(lines[0]);
        using var received = JsonDocument.Parse(lines[1]);
        Assert.Equal("sent", sent.RootElement.GetProperty("direction").GetString());
        Assert.Equal("open", sent.RootElement.GetProperty("frame").GetProperty("op").GetString());
        Assert.Equal("***", sent.RootElement.GetProperty("frame").GetProperty("s").GetString());
        Assert.Equal("received", received.RootElement.GetProperty("direction").GetString());
        Assert.Equal("***", received.RootElement.GetProperty("frame").GetProperty("st").GetString());
        Assert.Equal(DateTimeKind.Utc, received.RootElement.GetProperty("at").GetDateTime().Kind);
    }

    [Fact]
    public void What_others_write_does_nothing_to_a_terminal_that_shows_the_file()
    {
        var line = FrameText.Of(new DirectFrame { ConversationId = "c", Body = "red \u001b[31m bell \u0007 csi \u009b turn \u202e line \u2028 猫" });
        Assert.All(line, character => Assert.False(char.IsControl(character) || character is '\u202e' or '\u2028', $"U+{(int)character:X4}"));
        Assert.Contains("turn \\u202e line", line, StringComparison.Ordinal);
        Assert.Contains("猫", line, StringComparison.Ordinal);
    }
}
