using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LeanRx.Conventions.Tests;

[Trait("Speed", "slow")]
public partial class DocumentationTests
{
    /// <summary>
    /// A list shows the summary alone, and cuts it: what it says first is what the member is. The rest are remarks, and what a property begins with is its
    /// value.
    /// </summary>
    [Fact]
    public void The_summary_of_what_is_public_is_one_sentence() =>
        Assert.Empty(Repository.Sources("src").SelectMany(file =>
            CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>().Where(IsPublic)
                .Select(member => (Member: member, Summary: SummaryOf(member))).Where(it => SentenceEnd().IsMatch(it.Summary))
                .Select(it => $"{Path.GetRelativePath(Repository.Root, file)}: {it.Summary}")));

    static bool IsPublic(MemberDeclarationSyntax member) =>
        (member.Parent is InterfaceDeclarationSyntax or EnumDeclarationSyntax || member.Modifiers.Any(SyntaxKind.PublicKeyword)
            || member.Modifiers.Any(SyntaxKind.ProtectedKeyword))
        && (member.Parent is not BaseTypeDeclarationSyntax type || IsPublic(type));

    static string SummaryOf(MemberDeclarationSyntax member)
    {
        var comment = string.Join(' ', member.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            .SelectMany(static trivia => trivia.ToFullString().Split('\n')).Select(static line => line.Trim().TrimStart('/').Trim()));
        return Markup().Replace(Summary().Match(comment).Groups[1].Value.Trim(), "X");
    }

    [GeneratedRegex("<summary>(.*?)</summary>")]
    private static partial Regex Summary();

    [GeneratedRegex("<c>.*?</c>|<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"[.!?] (?=\p{Lu})")]
    private static partial Regex SentenceEnd();
}
