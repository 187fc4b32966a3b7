using System.Reflection;

namespace LeanRx.Conventions.Tests;

/// <summary>Arrows point one way (client and server meet in the protocol alone).</summary>
public class LayerTests
{
    [Theory]
    [InlineData("LeanRx.Protocol", new string[0])]
    [InlineData("LeanRx.Abstractions", new string[0])]
    [InlineData("LeanRx", new[] { "LeanRx.Abstractions", "LeanRx.Protocol" })]
    [InlineData("LeanRx.Media", new[] { "LeanRx.Abstractions", "LeanRx" })]
    [InlineData("LeanRx.Transport.Sockets", new[] { "LeanRx.Abstractions", "LeanRx.Protocol", "LeanRx" })]
    [InlineData("LeanRx.Extensions.Hosting", new[] { "LeanRx.Abstractions", "LeanRx" })]
    [InlineData("LeanRx.Server", new[] { "LeanRx.Protocol" })]
    [InlineData("LeanRx.Server.Sqlite", new[] { "LeanRx.Protocol", "LeanRx.Server" })]
    [InlineData("LeanRx.Server.PostgreSql", new[] { "LeanRx.Protocol", "LeanRx.Server" })]
    [InlineData("LeanRx.Server.S3", new[] { "LeanRx.Protocol", "LeanRx.Server" })]
    [InlineData("LeanRx.Server.Orleans", new[] { "LeanRx.Protocol", "LeanRx.Server", "LeanRx.Server.PostgreSql" })]
    [InlineData("LeanRx.Server.Push", new[] { "LeanRx.Protocol", "LeanRx.Server" })]
    [InlineData("LeanRx.Server.StoreSuite", new[] { "LeanRx.Protocol", "LeanRx.Server" })]
    [InlineData("LeanRx.Protocol.Protobuf", new[] { "LeanRx.Protocol" })]
    [InlineData("LeanRx.Server.AspNetCore", new[] { "LeanRx.Protocol", "LeanRx.Protocol.Protobuf", "LeanRx.Server" })]
    [InlineData("LeanRx.Testing", new[] { "LeanRx.Abstractions", "LeanRx.Protocol", "LeanRx", "LeanRx.Server" })]
    public void A_package_knows_only_the_packages_below_it(string assembly, string[] below) =>
        Assert.Empty(References(assembly).Where(name => name.StartsWith("LeanRx", StringComparison.Ordinal)).Except(below));

    [Fact]
    public void The_protocol_knows_neither_Rx_nor_sockets() =>
        Assert.DoesNotContain(References("LeanRx.Protocol"), name => name.StartsWith("System.Reactive", StringComparison.Ordinal)
            || name.StartsWith("System.Net", StringComparison.Ordinal));

    [Fact]
    public void The_engine_knows_neither_the_web_host_nor_the_database() =>
        Assert.DoesNotContain(References("LeanRx.Server"), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.Contains("Sqlite", StringComparison.Ordinal) || name.StartsWith("Npgsql", StringComparison.Ordinal)
            || name.StartsWith("System.Net", StringComparison.Ordinal));

    static IEnumerable<string> References(string assembly) => Assembly.Load(assembly).GetReferencedAssemblies().Select(reference => reference.Name!);
}
