using LeanRx.Server.AspNetCore.Tests.Networks;

namespace LeanRx.Server.Orleans.Tests;

static class Certificates
{
    /// <summary>What a node is told that this authority has issued a certificate to.</summary>
    public static ClusterCertificates Node(this Authority authority, string name = "node") =>
        new() { Certificate = authority.Issue(name), Authorities = [authority.Certificate] };
}
