using System.CommandLine;
using LeanRx.Cli.Clients;

namespace LeanRx.Cli.Tests;

public class ClientArgumentsTests
{
    [Theory]
    [InlineData("http://chat.lan:3000", false)]
    [InlineData("https://chat.example", true)]
    [InlineData("wss://chat.example", true)]
    public void Who_writes_http_gets_it_also_from_another_machine(string server, bool isSecure)
    {
        var arguments = new ClientArguments();
        var command = new Command("tail");
        arguments.AddTo(command);

        Assert.Equal(isSecure, arguments.Read(command.Parse(["--server", server, "--as", "tom", "--app", "chat"])).RequireTls);
    }
}
