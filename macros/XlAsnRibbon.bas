Attribute VB_Name = "XlAsnRibbon"
Option Explicit

' What the ribbon of the add-in calls; ribbon.xml names these procedures.

Private mRibbon As IRibbonUI

Public Sub RibbonLoaded(Ribbon As IRibbonUI)
    Set mRibbon = Ribbon
End Sub

' Asks Excel to ask again which buttons can do something.
Public Sub RefreshRibbon()
    If Not mRibbon Is Nothing Then mRibbon.Invalidate
End Sub

Public Sub HasBook(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = Not ActiveWorkbook Is Nothing
End Sub

Public Sub HasMaster(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = IsNamed("Mallversion") Or HasSheet("Start")
End Sub

Public Sub HasFindings(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = HasSheet("Kontroll")
End Sub

Public Sub HasSomethingToUndo(Control As IRibbonControl, ByRef Enabled As Variant)
    Enabled = HasSheet("Ångra Beräkna")
End Sub

{# Once for each button of the table that stands in the ribbon. #}
{% for button in buttons if button.ribbon %}
Public Sub Ribbon{{ button.macro }}(Control As IRibbonControl)
    {{ button.macro }}
{% if button.ribbon.refreshes %}
    RefreshRibbon
{% endif %}
End Sub

{% endfor %}
Private Function IsNamed(ByVal Wanted As String) As Boolean
    Dim Found As Name
    If ActiveWorkbook Is Nothing Then Exit Function
    On Error Resume Next
    Set Found = ActiveWorkbook.Names(Wanted)
    On Error GoTo 0
    IsNamed = Not Found Is Nothing
End Function

Private Function HasSheet(ByVal Wanted As String) As Boolean
    Dim Found As Object
    If ActiveWorkbook Is Nothing Then Exit Function
    On Error Resume Next
    Set Found = ActiveWorkbook.Sheets(Wanted)
    On Error GoTo 0
    HasSheet = Not Found Is Nothing
End Function
