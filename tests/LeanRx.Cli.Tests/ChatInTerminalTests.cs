using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Cli.Tests;

/// <summary>The chat before a real terminal, with real keys.</summary>
public class ChatInTerminalTests : ToolTest
{
    const string Backspace = "\u007f";
    const string EndOfInput = "\u0004";
    const string Left = "\u001b[D";

    [Fact]
    public async Task What_comes_in_while_one_types_does_not_land_in_the_line()
    {
        if (OperatingSystem.IsWindows())
            return;
        var url = await ServeHereAsync();
        await using var jerry = new LeanClient(url, "Jerry");
        await jerry.OpenAsync(Patience);
        var chat = await jerry.CreateConversationAsync(["Tom"], new CreateConversationOptions { IsUnique = true }, Patience);
        var heard = jerry.Messages.OfType<TextMessage>().Select(message => message.Text).FirstAsync().ToTask(Patience);
        var tom = StartInTerminal("chat", "--server", url.ToString(), "--as", "Tom", "--with", "Jerry", "--no-color");
        await tom.ReadUntilAsync("talking with Jerry");

        await tom.TypeAsync($"hx{Backspace}elo");
        await chat.SendAsync("what came meanwhile", Patience);
        Assert.EndsWith("what came meanwhile", await tom.ReadUntilAsync("Jerry:"), StringComparison.Ordinal);
        await tom.TypeAsync($"{Left}l");
        await tom.TypeAsync($"{Left}\u001b[F 猫😀\r");
        Assert.Equal("hello 猫😀", await heard);
        Assert.EndsWith("hello 猫😀", await tom.ReadUntilAsync(" Tom:"), StringComparison.Ordinal);

        await tom.TypeAsync(EndOfInput);
        Assert.Equal(0, await tom.WaitForExitAsync());
    }
}
